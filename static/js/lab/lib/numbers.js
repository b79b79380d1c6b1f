/** Numbers for people. Knows no DOM. */

const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** 0.98213 -> "0.982"; 20959.1556 -> "20,959"; 4.3171e-5 -> "4.32·10⁻⁵"; -1 -> "−1". Three digits count unless told. */
export function show(value, digits = 3) {
  if (value == null || !Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return minus(power(value, digits));
  if (size >= 1000) return minus(Math.round(value).toLocaleString("en"));
  return minus(String(Number(value.toPrecision(digits))));
}

/** -5 -> "10⁻⁵". */
export function tenTo(exponent) {
  return `10${raised(exponent)}`;
}

/** "1000" -> "¹⁰⁰⁰". */
export function raised(exponent) {
  return Array.from(String(exponent), (digit) => SUPERSCRIPTS[digit]).join("");
}

/** The mean of a list; 0 of none. */
export function mean(values) {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}

/** How far apart two lists of numbers are: the length of their difference. */
export function distance(one, other) {
  return Math.sqrt(one.reduce((sum, value, index) => sum + (value - other[index]) ** 2, 0));
}

/** "3 words", "1 word". */
export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

function power(value, digits) {
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  return `${Number(mantissa)}·${tenTo(Number(exponent))}`;
}

function minus(text) {
  return text.replace("-", "−");
}
