import assert from "node:assert/strict";
import { test } from "node:test";

import { split } from "../../static/js/lab/lib/events.js";

const TEXT = 'event: waiting\ndata: {"ahead":1}\n\nevent: done\ndata: {"step":5,"reason":"a: b"}\n\n';

test("whole events are read, and what has not ended is left for later", () => {
  const { events, rest } = split(`${TEXT}event: st`);
  assert.deepEqual(events, [{ name: "waiting", content: { ahead: 1 } }, { name: "done", content: { step: 5, reason: "a: b" } }]);
  assert.equal(rest, "event: st");
});

test("events are the same wherever the network cuts them", () => {
  for (let cut = 0; cut <= TEXT.length; cut++) {
    const first = split(TEXT.slice(0, cut));
    const second = split(first.rest + TEXT.slice(cut));
    assert.deepEqual([...first.events, ...second.events], split(TEXT).events);
    assert.equal(second.rest, "");
  }
});
