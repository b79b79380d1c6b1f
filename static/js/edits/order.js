/** New word orders: reversed, and by a chance that a seed fixes. Knows no DOM. */

import { CLOSING } from "../lib/spans.js";
import { shuffled } from "./random.js";

/** Last word first; punctuation at the end of the sentence stays there. */
export function reverse(words) {
  return reordered(words, (middle) => middle.reverse());
}

/** A random order that the seed fixes; punctuation at the end of the sentence stays there. */
export function shuffle(words, seed) {
  return reordered(words, (middle) => shuffled(middle, seed));
}

function reordered(words, arrange) {
  let end = words.length;
  while (end > 1 && CLOSING.test(words[end - 1].text)) end--;
  return [...arrange(words.slice(0, end)), ...words.slice(end)];
}
