import assert from "node:assert/strict";
import { test } from "node:test";

import { matches, parseRules, variantsBy } from "../../static/js/edits/rules.js";
import { words } from "./helpers.js";

test("a rule has one word or more on the left and others on the right", () => {
  assert.deepEqual(parseRules("leave -> arrive | depart, New York → Boston"), [
    { from: "leave", to: ["arrive", "depart"] },
    { from: "New York", to: ["Boston"] },
  ]);
});

test("what is no rule is named", () => {
  for (const text of ["leave", "-> x", "a -> b -> c", "a -> |"]) assert.throws(() => parseRules(text), /is no rule/, text);
});

test("every match and every target makes a variant; case is ignored, parts of words are not matched", () => {
  const found = matches(parseRules("to -> from | via"), words("To Lagos to Tokyo"));
  assert.deepEqual(found.map(({ index, with: target }) => [index, target]), [[0, "from"], [0, "via"], [2, "from"], [2, "via"]]);
});

test("a rule of several words matches them in a row", () => {
  assert.deepEqual(matches(parseRules("new york -> Rome"), words("from New York")), [{ index: 1, length: 2, with: "Rome" }]);
});

test("the words of the match go, the target comes, and the rest keeps where it came from", () => {
  const [variant] = variantsBy("new york -> Rome", words("from New York now"));
  assert.deepEqual(variant, [{ text: "from", from: 0 }, { text: "Rome", from: 1 }, { text: "now", from: 3 }]);
  assert.throws(() => variantsBy("a -> b", words("from New York")), /No word/);
});
