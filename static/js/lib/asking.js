/** Ask the server whenever the state calls for it; of several answers only the newest counts. */

import { origins } from "./align.js";
import { tag } from "./api.js";
import { baseKey, spaced } from "./edits.js";
import { wordsOf } from "./spans.js";
import { store } from "./store.js";
import { decode } from "./url.js";

let turn = 0;
let underway = null;

/** Tag the sentence and every variant of it. */
export async function ask() {
  const mine = ++turn;
  underway?.abort();
  underway = new AbortController();
  if (!store.state.text.trim()) return store.answer([]);
  store.wait();
  try {
    const rows = await answers(underway.signal);
    if (mine === turn) store.answer(rows);
  } catch (problem) {
    if (mine === turn && problem.name !== "AbortError") store.fail(problem);
  }
}

async function answers(signal) {
  const { model, text, variants } = store.state;
  const answer = await tag(model, { text }, 3, signal);
  const base = { answer, words: wordsOf(answer), pinned: false, number: 0 };
  const settled = variants.map((variant) => settle(variant, base.words)).filter(Boolean);
  if (!signal.aborted) store.state.variants = settled;
  return [base, ...(await Promise.all(settled.map((variant, index) => variantRow(base, variant, index + 1, signal))))];
}

/** A variant in terms of this base: out of a link it is a code, and after typing it belongs to another sentence. */
function settle(variant, base) {
  const of = baseKey(base);
  if (variant.of === of) return variant;
  const words = variant.words ? relined(variant, base) : decode(variant.code, base);
  return words && { words, of, pinned: variant.pinned };
}

function relined({ words }, base) {
  const from = origins(base.map((word) => word.text), words.map((word) => word.text));
  return words.map((word, index) => ({ text: word.text, from: from[index] }));
}

async function variantRow(base, variant, number, signal) {
  const tokens = variant.words.map((word) => word.text);
  const answer = await tag(store.state.model, { tokens }, 3, signal);
  const tagged = wordsOf(answer);
  const words = spaced(variant.words, base.words).map((word, index) => ({ ...tagged[index], ...word }));
  return { answer, words, pinned: variant.pinned, number };
}
