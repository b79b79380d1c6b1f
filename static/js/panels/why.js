/** <scope-why>: a word's full answer: every label's probability, and which words of the sentence speak for one of them. */

import texts from "../../words.json" with { type: "json" };
import { post } from "../lib/api.js";
import { h, update } from "../lib/dom.js";
import { hueOf, percent, plainLabel } from "../lib/labels.js";
import { store } from "../lib/store.js";
import { debounce } from "../lib/timing.js";
import { METHODS } from "../lib/url.js";
import { radios } from "./radios.js";
import { refusal } from "./refusal.js";

const SHOWN = 6; // labels before the rest is asked for

const PAUSE_MS = 60; // of quick changes only the last is asked about

export class Panel extends HTMLElement {
  #soon = debounce(() => this.#ask(), PAUSE_MS);
  #turn = 0;
  #all = false;
  #shown = null; // what the last answer was about

  connectedCallback() {
    store.on(["answer", "look"], this.#soon);
    document.addEventListener("view", () => this.#ask());
    this.addEventListener("change", (event) => event.target.name === "method" && store.look({ method: event.target.value }));
    this.addEventListener("click", (event) => this.#click(event));
    this.#ask();
  }

  // Actions

  #click(event) {
    const bar = event.target.closest("[data-label]");
    const pick = event.target.closest("[data-pick]");
    if (bar?.matches("button")) store.look({ label: bar.dataset.label || "O" });
    else if (event.target.closest("[data-all]")) this.#toggle();
    else if (event.target.closest("[data-again]")) this.#ask();
    else if (pick) store.look({ row: this.#shown.row, word: Number(pick.dataset.pick), label: "" });
  }

  #toggle() {
    this.#all = !this.#all;
    this.#shown = null;
    this.#ask();
  }

  async #ask() {
    if (store.state.view !== "why") return;
    const about = subject();
    if (!about) return this.#empty();
    const { row, word, words } = about;
    const { model, method } = store.state;
    // "O" in the link means no slot, which the server calls the empty label
    const label = store.state.label ? store.state.label.replace(/^O$/, "") : words[word].label;
    const body = { model, tokens: words.map((each) => each.text), index: word, label, method };
    const key = JSON.stringify([row, body]);
    const mine = ++this.#turn;
    if (this.#shown?.key === key) return;
    try {
      const answer = await post("api/explain", body);
      if (mine !== this.#turn) return;
      this.#shown = { key, row };
      this.#render(answer, words);
    } catch (problem) {
      if (mine === this.#turn) this.#refused(problem);
    }
  }

  // Drawing

  #empty() {
    this.#shown = null;
    update(this, h("p", { class: "quiet" }, "Type a sentence to see why its words get their labels."));
  }

  #refused(problem) {
    this.#shown = null;
    update(this, refusal(problem));
  }

  #render(answer, words) {
    const { index, label, scores, weights, method } = answer;
    update(this, heading(words[index], scores),
      h("div", { class: "why" },
        h("section", { "aria-label": `Labels of ${words[index].text}` }, this.#bars(scores, label)),
        h("section", { "aria-label": "Words that speak for or against the label" },
          h("h3", { class: "why-question" }, `What speaks for “${nameOf(label)}” at “${words[index].text}”`),
          shares(words, weights, index),
          h("p", { class: "help" }, "+ speaks for the label, − against it, in log odds. Choose a word to ask about it."),
          radios("method", "Method", METHODS.map((each) => [each, texts.methods[each][0]]), method),
          h("p", { class: "help", "data-method": texts.methods[method][0] }, texts.methods[method][1]))));
  }

  #bars(scores, chosen) {
    const some = this.#all ? scores : scores.slice(0, SHOWN);
    const shown = some.some((each) => each.label === chosen) ? some : [...some, scores.find((each) => each.label === chosen)];
    return [
      h("ul", { class: "bars" }, shown.map((each) => bar(each, each.label === chosen))),
      scores.length > SHOWN ? h("button", { type: "button", class: "link", "data-all": true, "aria-expanded": String(this.#all) },
        this.#all ? "Show only the likeliest" : `Show all ${scores.length} labels`) : null,
    ];
  }
}

/** The chosen word, or else the first word that has a slot. */
function subject() {
  const row = store.rows[store.state.row] ? store.state.row : 0;
  const words = store.rows[row]?.words;
  if (!words?.length) return null;
  const first = words.findIndex((each) => each.label);
  return { row, words, word: store.focus?.word ?? Math.max(first, 0) };
}

function heading({ text, label }, scores) {
  const own = scores.find((each) => each.label === label);
  const second = scores.find((each) => each.label !== label);
  const overruled = second && second.score > own.score; // the best path of all words may pass by a word's own best
  return h("p", { class: "why-answer" },
    h("strong", {}, text), ` is ${nameOf(label)}, ${percent(own.score)}.`,
    second ? h("span", { class: "quiet" }, ` Runner-up: ${nameOf(second.label)}, ${percent(second.score)}${overruled ? ", likelier for this word alone, but not for the sentence" : ""}.`) : null);
}

function bar({ label, score }, chosen) {
  return h("li", {}, h("button", {
    type: "button", class: label ? `bar hue-${hueOf(label)}` : "bar", "data-label": label, "aria-pressed": String(chosen),
    title: label || "O", vars: { "--share": `${score * 100}%` },
  }, h("span", { class: "bar-name" }, nameOf(label)), h("span", { class: "bar-score" }, percent(score))));
}

/** The sentence with a signed bar under each word. */
function shares(words, weights, index) {
  const most = Math.max(...weights.map(Math.abs), 1e-9);
  return h("ol", { class: "shares", dir: "auto" }, words.map((word, place) => {
    const weight = weights[place];
    const side = weight < 0 ? "against" : "for";
    return h("li", {}, h("button", {
      type: "button", class: `share ${side}`, "data-pick": place, "aria-current": place === index ? "true" : null,
      "aria-label": `${word.text}: ${signed(weight)}`, vars: { "--weight": (Math.abs(weight) / most).toFixed(3) },
    }, h("span", { class: "share-word" }, word.text), h("span", { class: "share-weight", "aria-hidden": "true" }, signed(weight))));
  }));
}

function signed(weight) {
  return `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(2)}`;
}

function nameOf(label) {
  return label ? plainLabel(label) : "no slot";
}
