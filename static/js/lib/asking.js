/** Ask the server whenever the state calls for it; of several answers only the newest counts. */

import { tag } from "./api.js";
import { comparing } from "./later.js";
import { clusters, wordsOf } from "./spans.js";
import { store } from "./store.js";

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
  const [answer, comparison] = await Promise.all([tag(model, { text }, 3, signal), variants.length ? comparing() : null]);
  const words = wordsOf(answer);
  const base = { answer, words, places: clusters(words), pinned: false, number: 0 };
  return comparison ? comparison.compared(base, signal) : [base];
}
