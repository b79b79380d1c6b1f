import assert from "node:assert/strict";
import { test } from "node:test";

import { decimal, hueOf, percent, plainIntent, plainLabel, plainTag } from "../../static/js/lib/labels.js";

test("labels are said in plain words, unknown ones as they are named", () => {
  assert.equal(plainLabel("toloc.city_name"), "place of arrival");
  assert.equal(plainTag("I-fromloc.city_name"), "place of departure");
  assert.equal(plainTag("O"), "no slot");
  assert.equal(plainLabel("my_own.fieldName"), "my own field Name");
  assert.equal(plainIntent("atis_flight#atis_airfare"), "find a flight + ask for fares");
});

test("labels that stand side by side differ in colour", () => {
  for (const labels of [
    ["fromloc.city_name", "toloc.city_name", "stoploc.city_name", "arrive_date.month_name", "arrive_date.day_number",
      "depart_date.month_name", "depart_date.day_number"],
    ["PER", "LOC", "ORG", "MISC"],
    ["party_size_number", "timeRange", "city", "restaurant_type"],
    ["artist", "playlist", "playlist_owner", "music_item"],
  ]) assert.equal(new Set(labels.map(hueOf)).size, labels.length, labels.join());
});

test("percentages never claim certainty that is not there", () => {
  assert.deepEqual([1, 0.9999, 0.994, 0.5, 0.001, 0].map(percent), [">99", ">99", "99", "50", "<1", "<1"].map((number) => `${number}\u00a0%`));
  assert.equal(percent(null), "");
});

test("numbers keep the digits that tell them from certainty", () => {
  assert.deepEqual([0.99996, 0.998, 0.99, 0.5, 0.002, 0.00001].map(decimal), [">0.999", "0.998", "0.99", "0.50", "0.002", "<0.001"]);
});
