/** A sentence as nodes: every word a button, every slot one coloured stretch with its label and confidence below. */

import { h } from "../lib/dom.js";
import { hueOf, percent, plainLabel, plainTag } from "../lib/labels.js";
import { continues, isGlued, meanScore } from "../lib/spans.js";

const DOUBTFUL = 0.9; // a word without a slot says so only where the network hesitates

/** The words of a row in its segments; `row` is { words, marks, places }, places being the word numbers of each segment. */
export function sentence(row) {
  return row.places.map((numbers, segment) => [
    gapBefore(row.words, numbers[0]),
    h("span", { class: "segment", "data-segment": segment }, numbers.length ? cells(row, numbers) : hole()),
  ]);
}

/** "Taipei, place of arrival, 99 %, changed": a word for those who listen. */
export function spoken(word, mark) {
  const parts = [word.text, plainTag(word.tag), percent(word.score)];
  if (mark?.added) parts.push("new word");
  if (mark?.changed) parts.push(`in place of ${mark.before.text}`);
  if (mark?.moved) parts.push("moved");
  if (mark?.relabelled) parts.push(`was ${plainTag(mark.before.tag)}`);
  return parts.filter(Boolean).join(", ");
}

function cells(row, numbers) {
  const groups = [];
  for (const number of numbers) {
    const word = row.words[number];
    const last = groups.at(-1);
    if (last && isGlued(word) && !word.label) last.tail.push(number);
    else if (last && !last.tail.length && continues(word, last)) last.numbers.push(number);
    else groups.push({ label: word.label, numbers: [number], tail: [] });
  }
  return groups.map((group, index) => [index ? gapBefore(row.words, group.numbers[0]) : null, cell(row, group)]);
}

function cell(row, { label, numbers, tail }) {
  const first = row.words[numbers[0]];
  const stretch = numbers.map((number, index) => [index ? row.words[number].gap : null, word(row, number)]);
  const score = meanScore(numbers.map((number) => row.words[number]));
  const kind = label ? `slot hue-${hueOf(label)}` : "plain";
  return h("span", { class: `cell ${kind}`, "data-label": label },
    h("span", { class: score == null || !label ? "stretch" : `stretch score-${Math.round(score * 10)}`, title: label ? `${label} (${first.tag})` : null }, stretch),
    tail.map((number) => word(row, number)),
    caption(row, numbers, label, score));
}

function word(row, number) {
  const { text, tag, score } = row.words[number];
  const mark = row.marks?.[number];
  const kinds = ["changed", "moved", "added"].filter((kind) => mark?.[kind]);
  return h("span", {
    class: ["word", ...kinds].join(" "), role: "button", tabindex: "-1", "data-word": number, "aria-haspopup": "dialog",
    "aria-label": spoken(row.words[number], mark), title: tag === "O" ? `no slot (O) ${percent(score)}` : null,
  }, text);
}

/** Label and confidence, drawn from attributes so that they can never be copied with the text. */
function caption(row, numbers, label, score) {
  const doubt = !label && score != null && score < DOUBTFUL;
  const mark = row.marks && numbers.map((number) => row.marks[number]).find((each) => each.relabelled);
  const text = label ? plainLabel(label) : doubt || mark ? "no slot" : "";
  return h("span", { class: mark ? "caption relabelled" : "caption", "aria-hidden": "true" },
    h("span", { class: "caption-label", "data-text": text }),
    text && h("span", { class: "caption-score", "data-text": percent(score) }));
}

function hole() {
  return h("span", { class: "hole", "aria-hidden": "true" });
}

function gapBefore(words, number) {
  if (number === 0) return null;
  return number == null ? " " : words[number].gap;
}
