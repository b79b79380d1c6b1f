/** What a person can do to the sentence and its variants. Each is one step that undo takes back, and is announced.
 *
 * Row 0 is the base, which edits never touch: editing it makes a variant. A pinned variant is kept as it is too.
 */

import { announce } from "../lib/announce.js";
import { textOf } from "../lib/spans.js";
import { store } from "../lib/store.js";
import { MAX_VARIANTS } from "../lib/url.js";
import { reverse, shuffle } from "./order.js";
import { variantsBy } from "./rules.js";
import { baseKey, isOriginal, move, original, spaced, swap } from "./words.js";

export function replaceWord(row, index, replacement) {
  if (gone(row)) return;
  const was = wordsOf(row)[index].text;
  const added = replacement.trim().split(/\s+/u).filter(Boolean).length;
  if (change(row, (words) => swap(words, index, replacement), added ? index : Math.max(0, index - 1))) {
    announce(added ? `${was} replaced by ${replacement.trim()}.` : `${was} removed.`);
  }
}

export function moveWord(row, index, to) {
  if (gone(row)) return;
  const words = wordsOf(row);
  const place = Math.max(0, Math.min(to, words.length - 1));
  if (place === index) return announce(`${words[index].text} is at the end of the sentence already.`);
  change(row, (all) => move(all, index, place), place);
  announce(`${words[index].text} moved to place ${place + 1} of ${words.length}.`);
}

export function reverseWords(row) {
  if (gone(row)) return;
  change(row, reverse, null);
  announce("Word order reversed.");
}

/** Always of the sentence itself, so that a seed stands for one order. */
export function shuffleWords(seed) {
  store.look({ seed });
  change(0, (words) => shuffle(words, seed), null);
  announce(`Words shuffled with seed ${seed}.`);
}

/** Put the variants that rules make, pinned, before those that are there. */
export function applyRules(text) {
  let made;
  try {
    made = variantsBy(text, store.base);
  } catch (problem) {
    return store.fail(problem);
  }
  store.dismiss();
  const variants = made.map((words) => ({ words, of: baseKey(store.base), pinned: true }));
  store.edit({ variants: [...variants, ...store.state.variants].slice(0, MAX_VARIANTS), row: 1, word: null });
  announce(`${made.length} ${made.length === 1 ? "variant" : "variants"} made.`);
}

export function pinVariant(row) {
  if (gone(row)) return;
  const variants = store.state.variants.map((each, index) => (index === row - 1 ? { ...each, pinned: !each.pinned } : each));
  store.edit({ variants });
  announce(variants[row - 1].pinned ? `Variant ${row} pinned.` : `Variant ${row} no longer pinned.`);
}

export function dropVariant(row) {
  if (gone(row)) return;
  store.edit({ variants: store.state.variants.filter((_, index) => index !== row - 1), row: 0, word: null });
  announce(`Variant ${row} removed.`);
}

/** Make a variant the sentence itself. */
export function promoteVariant(row) {
  if (gone(row)) return;
  const text = textOf(spaced(wordsOf(row), store.base));
  store.edit({ text, variants: [], row: 0, word: null });
  store.dispatchEvent(new Event("travel"));
  announce("The variant is now your sentence.");
}

/** Whether a row is only still drawn: its variant went with the sentence that was typed over. */
function gone(row) {
  return row > store.state.variants.length;
}

function wordsOf(row) {
  return row ? store.state.variants[row - 1].words : original(store.base);
}

/** Apply an edit to a row; true where it changed something. `word` is the number of the word to stay on. */
function change(row, edit, word) {
  const before = wordsOf(row);
  const words = edit(before);
  if (words === before) return false;
  const { variants } = store.state;
  const working = row > 0 && !variants[row - 1].pinned;
  const kept = variants.filter((variant, index) => (working ? index !== row - 1 : variant.pinned));
  if (isOriginal(words, store.base)) store.edit({ variants: kept, row: 0, word });
  else store.edit({ variants: [{ words, of: baseKey(store.base), pinned: false }, ...kept].slice(0, MAX_VARIANTS), row: 1, word });
  return true;
}
