/** <lab-memory>: two sentences that differ in a word, through a network without memory and one with it. */

import { post, tag } from "../../lib/api.js";
import { h } from "../../lib/dom.js";
import { plainTag } from "../../lib/labels.js";
import { Figure } from "../lib/figure.js";
import { strip } from "../lib/heat.js";
import { table, tagCell } from "../lib/labels.js";
import { distance, show } from "../lib/numbers.js";
import { Player } from "../lib/player.js";

const BLIND = "flights/feedforward";
const ELMAN = "flights/elman";

export class Memory extends Figure {
  static keys = ["first", "second"];
  static shown = ["read"];

  begin() {
    this.player = new Player(this, {
      key: "read", noun: "Word", last: () => this.answer.length - 1,
      say: (step) => `Word ${step + 1}: ${this.answer.words[0][step]} and ${this.answer.words[1][step]}; their memories are ${show(this.answer.apart[step])} apart.`,
    });
  }

  async load({ first, second }) {
    const texts = [first, second];
    if (!texts.every((text) => text.trim())) throw new Error("Both sentences need a word.");
    const [blind, elman] = await Promise.all([BLIND, ELMAN].map((model) => Promise.all(texts.map((text) => tag(model, { text })))));
    const words = elman.map((answer) => answer.tokens.map((token) => token.text));
    const told = await post("api/lab/states", { model: ELMAN, sentences: words });
    const length = Math.min(words[0].length, words[1].length);
    const states = sorted(told.states, length);
    const differences = states[0].slice(0, length).map((state, t) => minus(state, states[1][t]));
    const apart = differences.map((_, t) => distance(states[0][t], states[1][t]));
    return { blind, elman, words, states, differences, apart, length };
  }

  controls() {
    const input = (key, text) => h("label", { class: "lab-field wide" }, h("span", {}, text),
      h("input", { "data-key": key, class: "field-input", maxlength: 300, spellcheck: "false", autocomplete: "off" }));
    return h("div", { class: "lab-controls" }, input("first", "First sentence"), input("second", "Second sentence"));
  }

  draw(answer) {
    const { step } = this.player;
    const shown = Array.from({ length: answer.length }, (_, t) => t);
    const labels = (which, answers) => answers[which].tokens.slice(0, answer.length).map((token, t) =>
      tagCell(token.tag, token.score, t > step ? "later" : this.#differ(answers, t) ? "split" : ""));
    const row = (title, note, cells) => h("tr", {}, h("th", { scope: "row" }, title, note && h("span", { class: "row-note" }, note)), cells);
    const memory = (rows, largest) => shown.map((t) => h("td", { class: "heat-cell" }, t <= step ? strip(rows[t], largest) : null));
    return [
      this.controls(),
      this.player.controls(),
      table("Labels and memory of both sentences, word by word",
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Read so far"), shown.map((t) => h("th", { scope: "col", class: t > step ? "unread" : t === step ? "reading" : null }, heads(answer.words, t))))),
        h("tbody", {},
          row("Without memory", "first sentence", labels(0, answer.blind)),
          row("", "second sentence", labels(1, answer.blind)),
          row("With memory", "first sentence", labels(0, answer.elman)),
          row("", "second sentence", labels(1, answer.elman)),
          row("Memory", "after each word of the first", memory(answer.states[0], 1)),
          row("", "after each word of the second", memory(answer.states[1], 1)),
          row("Difference", "how far apart they are", shown.map((t) => h("td", { class: "heat-cell" }, t <= step ? [strip(answer.differences[t], 2), h("span", { class: "under" }, show(answer.apart[t], 2))] : null))))),
      h("p", { class: "verdict" }, verdict(answer)),
    ];
  }

  /** On a narrow screen the word that is read stays in sight. */
  drawn() {
    const word = this.querySelector(".reading");
    const place = word.closest(".scroller");
    place.scrollLeft = word.offsetLeft + word.offsetWidth - place.clientWidth;
  }

  #differ(answers, t) {
    return answers[0].tokens[t].tag !== answers[1].tokens[t].tag;
  }
}

/** The units of both in the order of their difference after the first word at which there is one: so it can be followed. */
function sorted(states, length) {
  const first = Array.from({ length }, (_, t) => minus(states[0][t], states[1][t])).find((each) => each.some(Boolean));
  if (!first) return states;
  const order = first.map((_, unit) => unit).sort((one, other) => first[other] - first[one]);
  return states.map((rows) => rows.map((row) => order.map((unit) => row[unit])));
}

function minus(one, other) {
  return one.map((value, unit) => value - other[unit]);
}

function heads(words, t) {
  const [one, other] = [words[0][t], words[1][t]];
  return one === other ? one : [one, h("span", { class: "or" }, other)];
}

/** What both networks say of the words that stand in both sentences. */
function verdict({ blind, elman, words, length }) {
  const same = Array.from({ length }, (_, t) => t).filter((t) => words[0][t] === words[1][t]);
  const changed = (answers) => same.filter((t) => answers[0].tokens[t].tag !== answers[1].tokens[t].tag);
  const told = changed(elman).map((t) => `“${words[0][t]}” is ${plainTag(elman[0].tokens[t].tag)} in the first and ${plainTag(elman[1].tokens[t].tag)} in the second`);
  const blindly = changed(blind).length ? "" : "Without memory, every word that is in both sentences has the same label in both. ";
  return `${blindly}With memory, ${told.length ? `${told.join("; ")}.` : "no such word changes its label here."}`;
}
