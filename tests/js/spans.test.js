import assert from "node:assert/strict";
import { test } from "node:test";

import { clusters, filledSlots, slotsOf, textOf, wordsOf } from "../../static/js/lib/spans.js";
import { prediction } from "./helpers.js";

test("offsets count code points, so an emoji before a word does not shift it", () => {
  const words = wordsOf(prediction("😀 Paris", [["😀", "O"], ["Paris", "B-toloc.city_name"]]));
  assert.deepEqual(words.map(({ text, gap }) => [gap, text]), [["", "😀"], [" ", "Paris"]]);
});

test("words and gaps give the text back, whatever white space it holds", () => {
  const text = "from  New\tYork, 👩‍👩‍👧 now";
  const words = wordsOf(prediction(text, [["from", "O"], ["New", "O"], ["York", "O"], [",", "O"], ["👩‍👩‍👧", "O"], ["now", "O"]]));
  assert.equal(textOf(words), text);
});

test("a span of two words is one slot, two spans side by side are two", () => {
  const tagged = [["New", "B-city", 0.8], ["York", "I-city", 0.6], ["Boston", "B-city", 1]];
  const slots = filledSlots(wordsOf(prediction("New York Boston", tagged)));
  assert.deepEqual(slots.map(({ start, end }) => [start, end]), [[0, 2], [2, 3]]);
  assert.equal(slots[0].score, 0.7);
});

test("a confidence that is not known is not made up", () => {
  const [slot] = slotsOf(wordsOf(prediction("New York", [["New", "B-city", 0.8], ["York", "I-city", null]])));
  assert.equal(slot.score, null);
});

test("a slot of two words and a closing mark cling to what is before them", () => {
  const tagged = [["New", "B-city"], ["York", "I-city"], [".", "O"], ["Now", "O"]];
  assert.deepEqual(clusters(wordsOf(prediction("New York. Now", tagged))), [[0, 1, 2], [3]]);
});

test("words without a slot stay apart", () => {
  assert.equal(slotsOf(wordsOf(prediction("a b", [["a", "O"], ["b", "O"]]))).length, 2);
});
