import assert from "node:assert/strict";
import { test } from "node:test";

import { split } from "../../static/js/lab/lib/events.js";
import { count, distance, mean, show, tenTo } from "../../static/js/lab/lib/numbers.js";

test("numbers are shown with the digits that count", () => {
  assert.deepEqual([0, 1, -1, 0.98213, 20959.1556, 4.3171e-5, 12, 1e300, NaN, null].map((value) => show(value)),
    ["0", "1", "−1", "0.982", "20,959", "4.32·10⁻⁵", "12", "1·10³⁰⁰", "–", "–"]);
  assert.equal(show(4.3171e-5, 5), "4.3171·10⁻⁵");
  assert.equal(show(-1234567), "−1.23·10⁶");
});

test("powers of ten have raised digits", () => {
  assert.equal(tenTo(-12), "10⁻¹²");
});

test("mean and distance are those of arithmetic", () => {
  assert.equal(mean([1, 2, 6]), 3);
  assert.equal(mean([]), 0);
  assert.equal(distance([0, 3], [4, 0]), 5);
});

test("counts agree with their nouns", () => {
  assert.equal(count(1, "word"), "1 word");
  assert.equal(count(0, "word"), "0 words");
});

test("events are told whole, whatever pieces they come in", () => {
  const text = 'event: steps\ndata: {"a": "x: y"}\n\nevent: done\ndata: {}\n\n';
  for (let cut = 0; cut <= text.length; cut++) {
    const first = split(text.slice(0, cut));
    const second = split(first.rest + text.slice(cut));
    assert.deepEqual([...first.events, ...second.events], [{ name: "steps", content: { a: "x: y" } }, { name: "done", content: {} }]);
    assert.equal(second.rest, "");
  }
});
