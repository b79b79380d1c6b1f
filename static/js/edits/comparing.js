/** The variants of a sentence, tagged and compared with it. */

import { tag } from "../lib/api.js";
import { clusters, wordsOf } from "../lib/spans.js";
import { store } from "../lib/store.js";
import { decode } from "../lib/url.js";
import { alignable, consequences, layout, marks, origins, segments } from "./align.js";
import { baseKey, spaced } from "./words.js";

/** The row of a base sentence and those of its variants, with what each variant brought. */
export async function compared(base, signal) {
  const variants = store.state.variants.map((variant) => settle(variant, base.words)).filter(Boolean);
  if (!signal.aborted) store.state.variants = variants;
  const rows = await Promise.all(variants.map((variant, index) => variantRow(base, variant, index + 1, signal)));
  return lined([base, ...rows]);
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
  const marked = marks(base.words, words);
  return { answer, words, marks: marked, consequences: consequences(words, marked), pinned: variant.pinned, number };
}

/** Give every row its places: the same for all that can stand word under word, its own clusters for each that cannot. */
function lined(rows) {
  const aligned = rows.filter((row) => !row.number || alignable(row.words));
  const columns = layout(rows[0].words, aligned.slice(1).map((row) => row.words));
  const ranges = segments(columns, aligned.map((row) => row.words));
  return rows.map((row) => {
    const place = aligned.indexOf(row);
    const places = place < 0 ? clusters(row.words) : ranges.map(([start, end]) => numbersOf(columns.slice(start, end), place));
    return { ...row, places, aligned: place >= 0 };
  });
}

function numbersOf(columns, row) {
  return columns.map((column) => column[row]).filter((number) => number != null);
}
