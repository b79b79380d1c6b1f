import assert from "node:assert/strict";
import { test } from "node:test";

import { escape, pieces, toConll, toHtml, toSvg } from "../../static/js/panels/exports.js";
import { prediction } from "./helpers.js";

const text = "😀 <img src=x onerror=alert(1)> to Lima";
const answer = prediction(text, [["😀", "O"], ["to", "O"], ["Lima", "B-toloc.city_name"]], {
  spans: [{ text: "Lima", start: 34, end: 38, label: "toloc.city_name" }],
});

test("the pieces give the text back, and spans are cut by code points", () => {
  assert.equal(pieces(answer).map((piece) => piece.text).join(""), text);
  assert.deepEqual(pieces(answer).find((piece) => piece.label), { text: "Lima", label: "toloc.city_name" });
});

test("CoNLL has a line a token and ends the sentence with an empty one", () => {
  assert.equal(toConll(answer), "😀\tO\nto\tO\nLima\tB-toloc.city_name\n\n");
});

test("no markup that was typed comes out as markup", () => {
  for (const file of [toHtml(answer), toSvg(answer, (part) => part.length * 10)]) {
    assert.ok(!file.includes("<img"));
    assert.ok(file.includes("&#60;img"));
  }
  assert.equal(escape("a\u0000\u0008b"), "ab");
});

test("a long sentence wraps in the picture", () => {
  const long = prediction("word ".repeat(100).trim(), []);
  const height = Number(/height="(\d+)"/.exec(toSvg(long, (part) => part.length * 10))[1]);
  assert.ok(height > 200);
});
