/** Labels in plain words and in colour. Knows no DOM; the words are in words.json. */

import words from "../../words.json" with { type: "json" };

export const PALETTE_SIZE = 12;
// of half a million the seed with the fewest labels of one colour side by side in ATIS, SNIPS and CoNLL sentences
const HASH_SEED = 1834555443;
const FNV_PRIME = 16777619;

/** "toloc.city_name" -> "place of arrival"; a label that nobody described is shown with its marks as spaces. */
export function plainLabel(label) {
  return words.labels[label] ?? humanise(label);
}

/** "atis_flight#atis_airfare" -> "find a flight + ask for fares". */
export function plainIntent(intent) {
  return intent.split("#").map((part) => words.intents[part] ?? humanise(part)).join(" + ");
}

/** "B-toloc.city_name" -> "place of arrival"; "O" -> "no slot". */
export function plainTag(tag) {
  return tag === "O" ? "no slot" : plainLabel(labelOf(tag));
}

/** "B-toloc.city_name" -> "toloc.city_name"; "O" -> "". */
export function labelOf(tag) {
  return tag === "O" ? "" : tag.slice(2);
}

/** The place of a label in the palette: the same for ever, whatever else is in the sentence. */
export function hueOf(label) {
  let hash = HASH_SEED;
  for (const byte of new TextEncoder().encode(label)) hash = Math.imul(hash ^ byte, FNV_PRIME) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % PALETTE_SIZE;
}

/** A probability for people: 0.994 -> "99 %", never broken into two lines; never 100 % and never 0 %: no network is certain. */
export function percent(score) {
  if (score == null) return "";
  const number = score < 0.005 ? "<1" : score >= 0.995 ? ">99" : Math.round(score * 100);
  return `${number}\u00a0%`;
}

/** A probability as a number, with the digits that tell it from certainty: 0.99, 0.998, >0.999. */
export function decimal(score) {
  if (score >= 0.9995) return ">0.999";
  if (score < 0.0005) return "<0.001";
  return score.toFixed(score >= 0.995 || score < 0.005 ? 3 : 2);
}

/** "bi-lstm" -> { name: "Two-way LSTM", limit: "Reads both ways; …" }. */
export function architecture(model) {
  const key = model.split("/")[1] ?? model;
  const [name, limit] = words.architectures[key] ?? [key, ""];
  return { name, limit };
}

/** "flights/bi-lstm" -> "flights". */
export function taskOf(model) {
  return model.split("/")[0];
}

/** "object_part-of.X" -> "object part of X". */
export function humanise(name) {
  return name.replace(/[._-]+/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2").trim();
}
