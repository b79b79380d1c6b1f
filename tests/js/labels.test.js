import assert from "node:assert/strict";
import { test } from "node:test";

import { hueOf, percent, plainIntent, plainLabel, plainTag } from "../../static/js/lib/labels.js";

test("labels are said in plain words, unknown ones as they are named", () => {
  assert.equal(plainLabel("toloc.city_name"), "place of arrival");
  assert.equal(plainTag("I-fromloc.city_name"), "place of departure");
  assert.equal(plainTag("O"), "no slot");
  assert.equal(plainLabel("my_own.fieldName"), "my own field Name");
  assert.equal(plainIntent("atis_flight#atis_airfare"), "find a flight + ask for fares");
});

test("the labels met most often differ in colour", () => {
  const common = ["fromloc.city_name", "toloc.city_name", "stoploc.city_name", "depart_date.month_name", "depart_date.day_number",
    "depart_date.day_name", "arrive_date.month_name", "arrive_date.day_number", "arrive_date.day_name", "depart_time.time",
    "arrive_time.time", "airline_name"];
  assert.equal(new Set(common.map(hueOf)).size, common.length);
  assert.equal(new Set(["PER", "LOC", "ORG", "MISC"].map(hueOf)).size, 4);
});

test("percentages never claim certainty that is not there", () => {
  assert.deepEqual([1, 0.9999, 0.994, 0.5, 0.001, 0].map(percent), ["100 %", ">99 %", "99 %", "50 %", "<1 %", "0 %"]);
  assert.equal(percent(null), "");
});
