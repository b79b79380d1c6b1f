/** What changed between a sentence and its variant: columns, marks and a sentence in words. Knows no DOM. */

import { isGlued } from "./edits.js";
import { decimal, plainTag, plainLabel } from "./labels.js";

const MANY_MOVES = 3; // more than these cannot be lined up: the gaps would tear both rows apart

/** Whether a variant keeps enough of the order to stand word under word. */
export function alignable(variant) {
  const kept = keptInOrder(variant);
  return variant.filter((word, index) => word.from != null && !kept.has(index)).length <= MANY_MOVES;
}

/** Line up base and variant: [{ base, variant }], word numbers or null where a row has nothing in that column. */
export function columns(base, variant) {
  const kept = keptInOrder(variant);
  const rows = [];
  let next = 0;
  variant.forEach((word, index) => {
    if (!kept.has(index)) return rows.push({ base: null, variant: index });
    while (next < word.from) rows.push({ base: next++, variant: null });
    rows.push({ base: next++, variant: index });
  });
  while (next < base.length) rows.push({ base: next++, variant: null });
  return rows;
}

/** Line up a base with all its variants: one entry a column, [word number or null of every row, the base first]. */
export function layout(base, variants) {
  const pairs = variants.map((variant) => columns(base, variant));
  const lined = [];
  for (let place = 0; place <= base.length; place++) {
    const inserted = pairs.map((pair) => insertedBefore(pair, place));
    const width = Math.max(0, ...inserted.map((words) => words.length));
    for (let extra = 0; extra < width; extra++) lined.push([null, ...inserted.map((words) => words[extra] ?? null)]);
    if (place === base.length) break;
    lined.push([place, ...pairs.map((pair) => pair.find((column) => column.base === place).variant)]);
  }
  return lined;
}

/** The finest cut of columns that no slot and no closing mark crosses in any row: half-open column ranges. */
export function segments(lined, rows) {
  const cuts = [0];
  for (let column = 1; column < lined.length; column++) {
    if (rows.every((words, row) => cuttable(words, lined, column, row))) cuts.push(column);
  }
  return cuts.map((start, index) => [start, cuts[index + 1] ?? lined.length]);
}

/** What happened to every word of the variant: [{ changed, moved, added, relabelled, before, base }]. */
export function marks(base, variant) {
  const kept = keptInOrder(variant);
  return variant.map((word, index) => {
    const was = word.from == null ? null : base[word.from];
    return {
      base: word.from,
      added: !was,
      changed: Boolean(was) && was.text !== word.text,
      moved: Boolean(was) && !kept.has(index),
      relabelled: Boolean(was) && word.label !== undefined && was.label !== word.label,
      before: was,
    };
  });
}

/** The probability that base and variant give to a tag at a word: { before, after, shift }, null where unknown. */
export function shiftOf(was, now, tag) {
  const before = probability(was, tag);
  const after = probability(now, tag);
  return { before, after, shift: before == null || after == null ? null : after - before };
}

/** The consequences in words: ["Taipei: place of arrival → place of departure (0.99)"]. */
export function inWords(base, variant) {
  const lines = [];
  for (const [index, mark] of marks(base, variant).entries()) {
    if (!mark.relabelled) continue;
    const word = variant[index];
    const name = mark.changed ? `${word.text} for ${mark.before.text}` : word.text;
    const from = mark.before.label ? plainLabel(mark.before.label) : "no slot";
    const score = word.score == null ? "" : ` (${decimal(word.score)})`;
    lines.push(`${name}: ${from} → ${plainTag(word.tag)}${score}`);
  }
  return lines;
}

/** Which word of another sentence each word was: the first of the same letters that is not taken yet, or null. */
export function origins(older, words) {
  const free = older.map((word) => word.toLocaleLowerCase());
  return words.map((word) => {
    const from = free.indexOf(word.toLocaleLowerCase());
    if (from < 0) return null;
    free[from] = null;
    return from;
  });
}

/** The words of a variant that kept their order: the numbers of a longest increasing run of origins. */
function keptInOrder(variant) {
  const length = [];
  const previous = [];
  let last = -1;
  variant.forEach((word, index) => {
    length[index] = word.from == null ? 0 : 1;
    previous[index] = -1;
    if (word.from == null) return;
    for (let earlier = 0; earlier < index; earlier++) {
      if (variant[earlier].from == null || variant[earlier].from >= word.from) continue;
      if (length[earlier] + 1 > length[index]) [length[index], previous[index]] = [length[earlier] + 1, earlier];
    }
    if (last < 0 || length[index] > length[last]) last = index;
  });
  const kept = new Set();
  for (; last >= 0; last = previous[last]) kept.add(last);
  return kept;
}

function insertedBefore(pair, place) {
  const end = pair.findIndex((column) => column.base === place);
  const stop = end < 0 ? pair.length : end;
  let start = stop;
  while (start > 0 && pair[start - 1].base == null) start--;
  return pair.slice(start, stop).map((column) => column.variant);
}

function cuttable(words, lined, column, row) {
  const index = lined[column][row];
  if (index == null || index === 0) return true;
  const word = words[index];
  const continues = word.label && word.label === words[index - 1].label && !word.opens;
  return !continues && !isGlued(word);
}

function probability(word, tag) {
  if (!word) return null;
  if (word.tag === tag) return word.score;
  return word.top.find((entry) => entry.tag === tag)?.score ?? null;
}
