import assert from "node:assert/strict";
import { test } from "node:test";

import { FIELDS, format, parse, patch, START } from "../../static/js/lab/lib/state.js";

test("a state survives being written into a link and read back", () => {
  const state = { ...START, inputs: [[2, 2], [-1, 0.5]], g: "tanh", step: 1, read: 4, lines: "leave [from: Oslo]\narrive [to: São Paulo]", w: 0.99 };
  assert.deepEqual(parse(format(state)), state);
});

test("what is as at the start is left out", () => {
  assert.equal(format(START), "");
  assert.equal(format({ ...START, seed: 7 }), "?seed=7");
});

test("every field can be read back from what is written of it", () => {
  for (const [key, field] of Object.entries(FIELDS)) {
    const raw = Array.isArray(field.start) ? field.start.map((row) => row.join(",")).join(";") : String(field.start ?? "");
    assert.deepEqual(field.read(raw), field.start, key);
  }
});

test("whatever makes no sense is as at the start", () => {
  const nonsense = "?g=relu&step=-1&inputs=1,1;2&inputs=a,b&wa=1,1&w=1e9&unit=0&n=1.5&radius=&net=transformer&seed=12345678&__proto__=1&nothing=3";
  assert.deepEqual(parse(nonsense), START);
});

test("a link in the text changes only what it names, and can empty a field", () => {
  assert.deepEqual(patch("?inputs=2,2;1,1&step=2"), { inputs: [[2, 2], [1, 1]], step: 2 });
  assert.deepEqual(patch("?loss="), { loss: null });
  assert.deepEqual(patch("?n="), {});
});

test("a network takes no more inputs than can be seen", () => {
  const many = (count) => patch(`?inputs=${Array(count).fill("1,1").join(";")}`).inputs;
  assert.equal(many(12).length, 12);
  assert.equal(many(13), undefined);
});
