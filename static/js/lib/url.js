/** The whole state of the page as a query string, and back. Knows no DOM; trusts nothing that it reads.
 *
 * A variant is written as word numbers of the base, with new words behind a tilde: "0-3 4~leave 5-9".
 */

export const VIEWS = ["why", "networks", "steps", "share"];
export const METHODS = ["occlusion", "integrated_gradients", "gradient_x_input"];
export const START = {
  model: "", text: "", variants: [], row: 0, word: null, label: "", method: METHODS[0], view: VIEWS[0], seed: 1, step: null,
};
export const LONGEST = 32_000; // characters of a query that every server on the way takes
export const MAX_VARIANTS = 12;
const MAX_WORDS = 512;

/** Read a query string. Whatever is missing or makes no sense is as at the start. */
export function parse(search) {
  const query = new URLSearchParams(search);
  const variants = ["v", "pin"].flatMap((key) => query.getAll(key).map((code) => ({ code, pinned: key === "pin" })));
  return {
    model: query.get("model") ?? "",
    text: query.get("text") ?? "",
    variants: variants.slice(0, MAX_VARIANTS),
    row: number(query.get("row")) ?? 0,
    word: number(query.get("word")),
    label: query.get("label") ?? "",
    method: oneOf(METHODS, query.get("method")),
    view: oneOf(VIEWS, query.get("view")),
    seed: number(query.get("seed")) ?? START.seed,
    step: number(query.get("step")),
  };
}

/** Write a state; what is as at the start is left out, except model and text, which name what was seen. */
export function format(state, base) {
  const query = new URLSearchParams({ model: state.model, text: state.text });
  for (const variant of state.variants) {
    query.append(variant.pinned ? "pin" : "v", variant.code ?? encode(variant.words, base));
  }
  for (const key of ["row", "word", "label", "method", "view", "seed", "step"]) {
    if (state[key] !== START[key] && state[key] != null) query.set(key, state[key]);
  }
  return `?${query}`;
}

/** A variant as text: runs of base words in order become "first-last". */
export function encode(words, base) {
  const parts = [];
  for (const { text, from } of words) {
    const last = parts.at(-1);
    if (from == null || text !== base[from].text) parts.push(`${from ?? ""}~${text}`);
    else if (Array.isArray(last) && last[1] === from - 1) last[1] = from;
    else parts.push([from, from]);
  }
  return parts.map((part) => (Array.isArray(part) ? (part[0] === part[1] ? `${part[0]}` : part.join("-")) : part)).join(" ");
}

/** The words of a variant, or null where the text names words that the base has not. */
export function decode(code, base) {
  const words = [];
  for (const part of code.split(" ").filter(Boolean)) {
    const tilde = part.indexOf("~");
    const [first, last = first] = (tilde < 0 ? part : part.slice(0, tilde)).split("-").map((piece) => number(piece));
    if (tilde === 0) words.push({ text: part.slice(1), from: null });
    else if (first == null || last == null || last < first || last >= base.length) return null;
    else if (tilde > 0) words.push({ text: part.slice(tilde + 1), from: first });
    else for (let from = first; from <= last; from++) words.push({ text: base[from].text, from });
    if (words.length > MAX_WORDS || words.at(-1)?.text === "") return null;
  }
  return words.length ? words : null;
}

function number(text) {
  return /^\d{1,6}$/.test(text ?? "") ? Number(text) : null;
}

function oneOf(known, value) {
  return known.includes(value) ? value : known[0];
}
