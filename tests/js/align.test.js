import assert from "node:assert/strict";
import { test } from "node:test";

import { alignable, columns, consequences, layout, marks, origins, segments } from "../../static/js/edits/align.js";
import { reverse } from "../../static/js/edits/order.js";
import { move, original, swap } from "../../static/js/edits/words.js";
import { words } from "./helpers.js";

const base = words("I arrive Taipei on Friday", { 2: "toloc.city_name" });
const pairs = (rows) => rows.map((row) => [row.base, row.variant]);

test("a swapped word stands under the one that it replaces", () => {
  assert.deepEqual(pairs(columns(base, swap(original(base), 1, "leave"))), [[0, 0], [1, 1], [2, 2], [3, 3], [4, 4]]);
});

test("a moved word leaves a gap behind and opens one before it", () => {
  const moved = move(original(base), 4, 0);
  assert.deepEqual(pairs(columns(base, moved)), [[null, 0], [0, 1], [1, 2], [2, 3], [3, 4], [4, null]]);
});

test("every word of base and variant has exactly one column", () => {
  const variant = swap(move(original(base), 0, 3), 1, "New York City");
  const rows = columns(base, variant);
  assert.deepEqual(rows.map((row) => row.base).filter((each) => each != null), [0, 1, 2, 3, 4]);
  assert.deepEqual(rows.map((row) => row.variant).filter((each) => each != null), variant.map((_, index) => index));
});

test("several variants share their columns with the base", () => {
  const lined = layout(base, [move(original(base), 4, 0), swap(original(base), 1, "leave")]);
  assert.deepEqual(lined[0], [null, 0, null]);
  assert.deepEqual(lined[1], [0, 1, 0]);
  assert.deepEqual(lined.at(-1), [4, null, 4]);
});

test("no segment cuts a slot in any row", () => {
  const variant = words("I arrive New York on Friday", { 2: "toloc.city_name", 3: "toloc.city_name" });
  variant[3].opens = false;
  variant.forEach((word, index) => (word.from = [0, 1, 2, null, 3, 4][index]));
  const lined = layout(base, [variant]);
  const ranges = segments(lined, [base, variant]);
  assert.ok(ranges.some(([start, end]) => lined.slice(start, end).map((column) => column[1]).join() === "2,3"));
});

test("a reversed sentence is not lined up word by word", () => {
  assert.ok(alignable(move(original(base), 0, 2)));
  assert.ok(!alignable(reverse(original(base))));
});

test("marks tell another word, a moved word and another label apart", () => {
  const variant = swap(move(original(base), 4, 0), 2, "leave").map((word) => ({ ...word, label: "" }));
  const found = marks(base, variant);
  assert.deepEqual(found.map((mark) => mark.moved), [true, false, false, false, false]);
  assert.deepEqual(found.map((mark) => mark.changed), [false, false, true, false, false]);
  assert.deepEqual(found.map((mark) => mark.relabelled), [false, false, false, true, false]);
});

/** What it brings to write `text` in the place of a word, with another tag or score of it or of Taipei. */
function brought(index, text, more = {}) {
  const variant = swap(original(base), index, text).map((word, at) => ({ ...base[at], ...word, ...(at === 2 ? more : {}) }));
  return consequences(variant, marks(base, variant));
}

test("the consequence is said in words, with the probability before and after", () => {
  base[2].top = [{ tag: "B-fromloc.city_name", score: 0.25 }];
  const left = { label: "fromloc.city_name", tag: "B-fromloc.city_name", score: 0.99 };
  assert.deepEqual(brought(1, "leave", left), [
    { line: "Taipei: place of arrival → place of departure (0.99)", shift: "place of departure: 0.25 → 0.99", relabelled: true },
  ]);
  assert.equal(brought(1, "leave", { ...left, label: "city", tag: "B-city" })[0].shift, "city: almost 0 → 0.99");
});

test("another word in a slot that stays is a consequence, and a probability that is not known is not made up", () => {
  assert.deepEqual(brought(2, "Lima", { score: 0.75 }), [
    { line: "Lima for Taipei", shift: "place of arrival: 0.90 → 0.75", relabelled: false },
  ]);
  assert.equal(brought(2, "Lima", { score: null })[0].shift, "");
  assert.deepEqual(brought(0, "we"), []);
});

test("words find their places in a sentence typed anew", () => {
  assert.deepEqual(origins(["i", "leave", "Taipei"], ["now", "I", "reach", "taipei"]), [null, 0, null, 2]);
});
