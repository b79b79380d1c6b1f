import assert from "node:assert/strict";
import { test } from "node:test";

import { decidedAt, history, stateAt } from "../../static/js/panels/reading.js";

const step = (...tags) => ({ tags, scores: tags.map(() => 0.9) });
const memory = {
  words: ["Teddy", "Roosevelt", "spoke"],
  steps: [step("O"), step("B-PER", "I-PER"), step("B-PER", "I-PER", "O")],
};

test("a word is unread, then fresh, then known, and a revision is marked once", () => {
  assert.equal(stateAt(memory, 0)[1], null);
  assert.ok(stateAt(memory, 0)[0].fresh);
  assert.ok(stateAt(memory, 1)[0].revised);
  assert.ok(!stateAt(memory, 2)[0].revised);
});

test("a word is decided when it got the label that it kept", () => {
  assert.deepEqual([0, 1, 2].map((index) => decidedAt(memory, index)), [1, 1, 2]);
});

test("the history says when each slot was decided and how many words were revised", () => {
  const { lines, revisions } = history(memory);
  assert.equal(revisions, 1);
  assert.deepEqual(lines, [
    "Teddy: person, decided only when “Roosevelt” was read.",
    "Roosevelt: person, decided as soon as it was read.",
  ]);
});
