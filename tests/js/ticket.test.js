import assert from "node:assert/strict";
import { test } from "node:test";

import { ticketRows } from "../../static/js/lib/ticket.js";

const field = (rows, key) => rows.find((row) => row.key === key);

test("a flight shows its empty fields too", () => {
  const rows = ticketRows({ model: "flights/gru", ticket: { destination: "Taipei" } });
  assert.equal(field(rows, "destination").text, "Taipei");
  assert.equal(field(rows, "origin").text, "");
});

test("a day shows its words and its value, several are listed", () => {
  const ticket = { departure_date: [{ text: "May 2nd", value: "2027-05-02" }, { text: "some day", value: null }] };
  const { text, value } = field(ticketRows({ model: "flights/gru", ticket }), "departure_date");
  assert.deepEqual([text, value], ["May 2nd, some day", "2027-05-02"]);
});

test("other tasks show what was found, under plain names", () => {
  assert.deepEqual(ticketRows({ model: "entities/gru", ticket: { PER: ["Ada", "Alan"] } }),
    [{ key: "PER", name: "People", text: "Ada, Alan", value: "" }]);
});
