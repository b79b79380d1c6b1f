/** What changed between a sentence and its variant: columns, marks and a sentence in words. Knows no DOM. */

import { decimal, plainTag } from "../lib/labels.js";
import { clings } from "../lib/spans.js";

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

/** The consequences, changed labels first, then other words in a slot that stayed: [{ line, shift, relabelled }].
 *
 * `line` is "Taipei: place of arrival → place of departure (0.99)", `shift` the probability there before and after.
 */
export function consequences(variant, marked) {
  const pairs = marked.map((mark, index) => ({ mark, word: variant[index] }));
  const relabelled = pairs.filter(({ mark }) => mark.relabelled);
  const swapped = pairs.filter(({ mark, word }) => mark.changed && !mark.relabelled && word.label);
  return [...relabelled, ...swapped].map(({ mark, word }) => ({
    line: mark.relabelled ? relabelling(mark, word) : nameOf(mark, word), shift: shift(mark.before, word), relabelled: mark.relabelled,
  }));
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
  return !index || !clings(words[index], words[index - 1]);
}

function relabelling(mark, word) {
  const score = word.score == null ? "" : ` (${decimal(word.score)})`;
  return `${nameOf(mark, word)}: ${plainTag(mark.before.tag)} → ${plainTag(word.tag)}${score}`;
}

function nameOf(mark, word) {
  return mark.changed ? `${word.text} for ${mark.before.text}` : word.text;
}

/** "place of departure: 0.003 → 0.99", or "" where it is not known. */
function shift(was, now) {
  if (now.score == null) return "";
  const before = was.tag === now.tag ? was.score : was.top.find((entry) => entry.tag === now.tag)?.score;
  return `${plainTag(now.tag)}: ${before == null ? "almost 0" : decimal(before)} → ${decimal(now.score)}`;
}
