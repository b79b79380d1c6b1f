/** <scope-steps>: the sentence fed to the network word by word, with labels, confidence and memory so far. */

import { announce } from "../lib/announce.js";
import { post } from "../lib/api.js";
import { h, update } from "../lib/dom.js";
import { architecture, hueOf, labelOf, percent, plainTag } from "../lib/labels.js";
import { history, stateAt } from "./reading.js";
import { store } from "../lib/store.js";
import { debounce } from "../lib/timing.js";
import { heatMap } from "./heat.js";
import { refusal } from "./refusal.js";

const PACE_MS = 800;

const PAUSE_MS = 60; // of quick changes only the last is asked about

export class Panel extends HTMLElement {
  #soon = debounce(() => this.#ask(), PAUSE_MS);
  #memory = null;
  #shown = null; // what the memory is of
  #turn = 0;
  #timer = 0;

  connectedCallback() {
    store.on(["answer", "look"], this.#soon);
    document.addEventListener("view", () => this.#ask());
    this.addEventListener("click", (event) => this.#click(event.target.closest("[data-do]")?.dataset.do));
    this.addEventListener("click", (event) => event.target.closest("[data-again]") && this.#ask());
    this.addEventListener("input", (event) => event.target.type === "range" && this.#go(Number(event.target.value) - 1));
    this.#ask();
  }

  // Actions

  #click(action) {
    if (action === "play") return this.#timer ? this.#stop() : this.#play();
    this.#stop();
    if (action === "back") this.#go(this.#step - 1, true);
    if (action === "forward") this.#go(this.#step + 1, true);
    if (action === "first") this.#go(0, true);
  }

  #play() {
    this.#go(this.#step >= this.#last ? 0 : this.#step);
    this.#timer = setInterval(() => (this.#step < this.#last ? this.#go(this.#step + 1) : this.#stop()), PACE_MS);
    this.#render();
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    if (this.#memory) this.#render();
  }

  #go(step, aloud = false) {
    store.look({ step: Math.max(0, Math.min(step, this.#last)) });
    this.#render();
    const { tag, score } = stateAt(this.#memory, this.#step)[this.#step];
    if (aloud) announce(`Word ${this.#step + 1} of ${this.#last + 1}, ${this.#memory.words[this.#step]}: ${plainTag(tag)} ${percent(score)}.`);
  }

  async #ask() {
    if (store.state.view !== "steps") return this.#stop();
    const row = store.rows[store.state.row] ?? store.rows[0];
    const mine = ++this.#turn;
    if (!row?.words.length) return this.#say(h("p", { class: "quiet" }, "Type a sentence to feed it to the network."));
    const body = { model: store.state.model, tokens: row.words.map((word) => word.text) };
    const key = JSON.stringify(body);
    if (key === this.#shown) return;
    try {
      const memory = await post("api/memory", body);
      if (mine !== this.#turn) return;
      this.#shown = key;
      this.#memory = memory;
      this.#stop();
    } catch (problem) {
      if (mine === this.#turn) this.#say(refusal(problem));
    }
  }

  #say(node) {
    this.#shown = null;
    update(this, node);
  }

  get #last() {
    return this.#memory.words.length - 1;
  }

  /** Without a step in the link the whole sentence has been read. */
  get #step() {
    return Math.min(store.state.step ?? this.#last, this.#last);
  }

  // Drawing

  #render() {
    const memory = this.#memory;
    const step = this.#step;
    const states = stateAt(memory, step);
    const { name, limit } = architecture(store.state.model);
    update(this,
      h("p", { class: "quiet" }, h("strong", {}, name), ". ", limit),
      this.#controls(step),
      h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Labels and memory word by word" },
        h("table", { class: "steps" },
          h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "steps-head" }, "Read so far"), memory.words.map((word, index) =>
            h("th", { scope: "col", class: index > step ? "unread" : index === step ? "reading" : null }, word)))),
          h("tbody", {},
            h("tr", {}, h("th", { scope: "row" }, "Label so far"), states.map(labelCell)),
            h("tr", {}, h("th", { scope: "row" }, "Memory", h("span", { class: "net-limit" }, passNote(memory))),
              memory.words.map((_, index) => heatCell(index <= step ? memory.forward[index] : null))),
            memory.backward ? h("tr", {}, h("th", { scope: "row" }, "Second pass", h("span", { class: "net-limit" }, "from the last word read, back to the first: begun anew with each word")),
              memory.words.map((_, index) => heatCell(index <= step ? memory.backward[step][index] : null))) : null))),
      h("p", { class: "heat-key" }, h("span", { class: "heat-negative" }, "below 0"), h("span", { class: "heat-positive" }, "above 0"),
        h("span", { class: "quiet" }, `${memory.units.length} of ${memory.of} units a pass, those that move most; a line a unit`)),
      this.#history());
  }

  #controls(step) {
    const count = this.#last + 1;
    return h("div", { class: "player" },
      h("button", { type: "button", class: "button", "data-do": "play" }, this.#timer ? "Pause" : "Play"),
      h("button", { type: "button", class: "button", "data-do": "first" }, "First"),
      h("button", { type: "button", class: "button", "data-do": "back", disabled: step === 0, "aria-label": "One word back" }, "−1"),
      h("button", { type: "button", class: "button", "data-do": "forward", disabled: step === count - 1, "aria-label": "One word on" }, "+1"),
      h("label", {}, h("span", { class: "visually-hidden" }, "Words read"),
        h("input", { type: "range", min: 1, max: count, step: 1, value: step + 1, autocomplete: "off" })),
      h("output", { class: "quiet" }, `${step + 1} of ${count}`));
  }

  #history() {
    const { lines, revisions } = history(this.#memory);
    const oneWay = this.#memory.backward == null;
    const never = oneWay ? "It reads forward only, so no label was ever revised." : "No label was revised.";
    return h("div", { class: "history" },
      h("p", {}, revisions ? `${revisions} ${revisions === 1 ? "word was" : "words were"} relabelled after being read.` : never),
      h("ul", {}, lines.map((line) => h("li", {}, line))));
  }
}

function passNote({ backward }) {
  return backward ? "first pass, word by word from the left" : "the state after each word";
}

function labelCell(state) {
  if (!state) return h("td", { class: "unread" }, "…");
  const label = labelOf(state.tag);
  const kinds = [label ? `net-slot hue-${hueOf(label)}` : "net-none", state.revised ? "revised" : "", state.fresh ? "fresh" : ""];
  return h("td", { class: kinds.join(" "), title: label || "no slot (O)" }, plainTag(state.tag),
    h("span", { class: "net-score" }, percent(state.score)),
    state.revised ? h("span", { class: "was" }, `was ${plainTag(state.before)}`) : null);
}

function heatCell(values) {
  return h("td", { class: "heat-cell" }, values ? heatMap(values) : null);
}
