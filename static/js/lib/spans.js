/** A prediction cut into pieces that can be drawn: gaps, plain words and slots of one or more words. Knows no DOM.
 *
 * Offsets come from the server in Unicode code points, so the text is handled as an array of code points.
 */

import { labelOf } from "./labels.js";

export const CLOSING = /^[\p{Pe}\p{Pf}.,;:!?…%]+$/u;

/** The tokens of a prediction as words: { text, gap, tag, label, score, top, opens }, gap being the text before it. */
export function wordsOf(prediction) {
  const points = Array.from(prediction.text);
  let end = 0;
  return prediction.tokens.map((token) => {
    const gap = points.slice(end, token.start).join("");
    end = token.end;
    const label = labelOf(token.tag);
    return { text: token.text, gap, tag: token.tag, label, score: token.score, top: token.top ?? [], opens: token.tag[0] === "B" };
  });
}

/** Group words into slots: [{ label, start, end, score }], half-open ranges of word numbers; label "" for none. */
export function slotsOf(words) {
  const slots = [];
  words.forEach((word, index) => {
    if (index && continues(word, words[index - 1])) slots.at(-1).end = index + 1;
    else slots.push({ label: word.label, start: index, end: index + 1, score: null });
  });
  for (const slot of slots) slot.score = meanScore(words.slice(slot.start, slot.end));
  return slots;
}

/** The slots that hold something. */
export function filledSlots(words) {
  return slotsOf(words).filter((slot) => slot.label);
}

/** The word numbers that nothing comes between: the words of a slot, a closing mark and the word before it. */
export function clusters(words) {
  const found = [];
  words.forEach((word, number) => (number && clings(word, words[number - 1]) ? found.at(-1).push(number) : found.push([number])));
  return found;
}

/** Whether a word belongs to the one before it: it goes on with its slot, or is glued to it. */
export function clings(word, before) {
  return isGlued(word) || continues(word, before);
}

/** Whether a word goes on with the slot of the word before it. */
export function continues(word, before) {
  return Boolean(word.label) && word.label === before.label && !word.opens;
}

/** Whether a word is a mark right behind the word before it, as a full stop is. */
export function isGlued(word) {
  return !word.gap && CLOSING.test(word.text);
}

/** Words as text, each with the gap that stands before it. */
export function textOf(words) {
  return words.map((word, index) => (index ? word.gap : "") + word.text).join("");
}

/** The confidence in several words together: the mean of theirs, null where one is not known. */
export function meanScore(words) {
  return words.some(({ score }) => score == null) ? null : words.reduce((sum, { score }) => sum + score, 0) / words.length;
}
