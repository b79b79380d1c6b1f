import assert from "node:assert/strict";
import { test } from "node:test";

import { move, original, swap } from "../../static/js/edits/words.js";
import { decode, encode, format, parse, START } from "../../static/js/lib/url.js";
import { words } from "./helpers.js";

const base = words("I would like to arrive Taipei");

test("a variant comes out of its link as it went in", () => {
  for (const variant of [
    swap(original(base), 4, "leave"),
    swap(move(original(base), 5, 0), 2, "New York"),
    swap(original(base), 1, "a~b-c <img> 😀 %20&v=1"),
    swap(original(base), 0, ""),
  ]) assert.deepEqual(decode(encode(variant, base), base), variant);
});

test("runs of words are written short", () => {
  assert.equal(encode(swap(original(base), 4, "leave"), base), "0-3 4~leave 5");
});

test("a link that names words which are not there gives no variant", () => {
  for (const code of ["0-99", "7", "3-1", "x", "-", "0-3 4~", ""]) assert.equal(decode(code, base), null, code);
});

test("the whole state survives the query string", () => {
  const state = {
    ...START, model: "flights/gru", text: "a&b=c #😀 +", row: 1, word: 2, label: "toloc.city_name", method: "gradient_x_input",
    view: "steps", seed: 42, step: 3, variants: [{ words: swap(original(base), 4, "leave"), pinned: true }],
  };
  const read = parse(format(state, base));
  assert.deepEqual({ ...read, variants: null }, { ...state, variants: null });
  assert.deepEqual(read.variants, [{ code: "0-3 4~leave 5", pinned: true }]);
});

test("what makes no sense is as at the start", () => {
  const read = parse("?view=<b>&method=magic&row=-1&word=1e9&seed=x&step=");
  assert.deepEqual(read, START);
});

test("a link cannot ask for more variants than the page holds", () => {
  assert.equal(parse(`?${"v=0&".repeat(100)}`).variants.length, 12);
});
