import assert from "node:assert/strict";
import { test } from "node:test";

import { reverse, shuffle } from "../../static/js/edits/order.js";
import { isOriginal, move, original, spaced, swap } from "../../static/js/edits/words.js";
import { textOf } from "../../static/js/lib/spans.js";
import { words } from "./helpers.js";

const base = words("I leave Taipei now .");
base[4].gap = "";
const texts = (variant) => variant.map((word) => word.text).join(" ");

test("a swap keeps where the word came from, and further words are new", () => {
  const variant = swap(original(base), 2, " New  York ");
  assert.equal(texts(variant), "I leave New York now .");
  assert.deepEqual(variant.map((word) => word.from), [0, 1, 2, null, 3, 4]);
});

test("swapping by nothing removes the word, but never the last one", () => {
  assert.equal(texts(swap(original(base), 1, "")), "I Taipei now .");
  const [only] = words("Lima");
  assert.equal(texts(swap([{ text: only.text, from: 0 }], 0, " ")), "Lima");
});

test("a moved word stands at the asked place", () => {
  assert.equal(texts(move(original(base), 3, 0)), "now I leave Taipei .");
  assert.equal(texts(move(original(base), 0, 99)), "leave Taipei now . I");
});

test("reverse and shuffle leave the closing full stop where it is and lose no word", () => {
  assert.equal(texts(reverse(original(base))), "now Taipei leave I .");
  const mixed = shuffle(original(base), 7);
  assert.equal(mixed.at(-1).text, ".");
  assert.deepEqual(mixed.map((word) => word.from).sort(), [0, 1, 2, 3, 4]);
});

test("the same seed gives the same order, another seed another", () => {
  const many = original(words("a b c d e f g h"));
  assert.deepEqual(shuffle(many, 3), shuffle(many, 3));
  assert.notDeepEqual(shuffle(many, 3), shuffle(many, 4));
});

test("spaces come where words part, none before a full stop", () => {
  const variant = move(original(base), 3, 1);
  assert.equal(textOf(spaced(variant, base)), "I now leave Taipei.");
});

test("an edit that is taken back is the original again", () => {
  assert.ok(isOriginal(move(move(original(base), 3, 0), 0, 3), base));
  assert.ok(!isOriginal(swap(original(base), 1, "reach"), base));
});
