/** The words of a variant: swaps, moves and the gaps between them. Knows no DOM, no labels and no server.
 *
 * A variant is a list of words { text, from }: `from` is the number of the word of the base sentence that it was,
 * or null where it is new.
 */

import { CLOSING } from "../lib/spans.js";

const OPENING = /^[\p{Ps}\p{Pi}$£€¿¡]+$/u;

/** What tells one base sentence from another: a variant belongs to the one it was made of. */
export function baseKey(base) {
  return base.map((word) => word.text).join("\n");
}

/** The unedited variant of a base sentence. */
export function original(base) {
  return base.map((word, index) => ({ text: word.text, from: index }));
}

/** Put other words in the place of one; none removes it. A new sentence is never empty. */
export function swap(words, index, replacement) {
  const texts = replacement.trim().split(/\s+/u).filter(Boolean);
  const { from } = words[index];
  const news = texts.map((text, place) => ({ text, from: place ? null : from }));
  const result = [...words.slice(0, index), ...news, ...words.slice(index + 1)];
  return result.length ? result : words;
}

/** Move a word to another place; `to` is its number afterwards. */
export function move(words, index, to) {
  const result = [...words];
  const [word] = result.splice(index, 1);
  result.splice(Math.max(0, Math.min(to, result.length)), 0, word);
  return result;
}

/** Whether nothing was edited. */
export function isOriginal(words, base) {
  return words.length === base.length && words.every((word, index) => word.from === index && word.text === base[index].text);
}

/** Give every word of a variant the gap that belongs before it: its own where it still follows the same word. */
export function spaced(words, base) {
  return words.map((word, index) => {
    const before = words[index - 1];
    if (!index) return { ...word, gap: "" };
    const together = word.from != null && before.from === word.from - 1;
    const natural = CLOSING.test(word.text) || OPENING.test(before.text) ? "" : " ";
    return { ...word, gap: together ? base[word.from].gap : natural };
  });
}
