/** Answers as the server gives them, made from words and tags. */

/** prediction("to 😀 Lima", [["to", "O"], ["😀", "O"], ["Lima", "B-toloc.city_name", 0.9]]). */
export function prediction(text, tagged, more = {}) {
  const points = Array.from(text);
  let at = 0;
  const tokens = tagged.map(([word, tag, score = 1, top = []]) => {
    const letters = Array.from(word);
    while (points.slice(at, at + letters.length).join("") !== word) at++;
    const start = at;
    at += letters.length;
    return { text: word, start, end: at, tag, score, top };
  });
  return { model: "flights/bi-lstm", text, tokens, spans: [], intent: null, ...more };
}

/** words("leave Taipei now", { 1: "fromloc.city_name" }): words with labels at some places. */
export function words(text, labels = {}) {
  return text.split(" ").map((word, index) => {
    const label = labels[index] ?? "";
    return { text: word, gap: index ? " " : "", label, tag: label ? `B-${label}` : "O", opens: Boolean(label), score: 0.9, top: [] };
  });
}
