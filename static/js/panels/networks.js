/** <scope-networks>: the same sentence through every network of the task, a row each, disagreements marked. */

import { post } from "../lib/api.js";
import { h, update } from "../lib/dom.js";
import { architecture, hueOf, percent, plainLabel, taskOf } from "../lib/labels.js";
import { slotsOf, wordsOf } from "../lib/spans.js";
import { store } from "../lib/store.js";
import { debounce } from "../lib/timing.js";
import { refusal } from "./refusal.js";

const PAUSE_MS = 60; // of quick changes only the last is asked about

export class Panel extends HTMLElement {
  #soon = debounce(() => this.#ask(), PAUSE_MS);
  #turn = 0;
  #shown = null; // what the last answer was about

  connectedCallback() {
    store.on(["answer", "look"], this.#soon);
    document.addEventListener("view", () => this.#ask());
    this.addEventListener("click", (event) => event.target.closest("[data-again]") && this.#ask());
    this.addEventListener("pointerover", (event) => this.#light(columnAt(event)));
    this.addEventListener("pointerleave", () => this.#light(null));
    this.#ask();
  }

  async #ask() {
    if (store.state.view !== "networks" || !store.rows.length) return;
    const row = store.rows[store.state.row] ?? store.rows[0];
    const models = modelsOf(taskOf(store.state.model));
    const body = { tokens: row.words.map((word) => word.text), models };
    const key = JSON.stringify([store.state.model, body]);
    const mine = ++this.#turn;
    if (key === this.#shown) return this.#light(null);
    if (!this.firstChild) update(this, h("p", { class: "quiet" }, `Asking ${models.length} networks…`));
    try {
      const answer = await post("api/compare", body);
      if (mine !== this.#turn) return;
      this.#shown = key;
      this.#render(answer.predictions, row);
    } catch (problem) {
      if (mine !== this.#turn) return;
      this.#shown = null;
      update(this, refusal(problem));
    }
  }

  #render(predictions, row) {
    const lines = predictions.map((prediction) => ({ model: prediction.model, words: wordsOf(prediction) }));
    const split = row.words.map((_, index) => new Set(lines.map((line) => line.words[index].label)).size > 1);
    const count = split.filter(Boolean).length;
    update(this,
      h("p", { class: "quiet" }, count ? `The networks disagree on ${count} of ${split.length} words, marked ≠.` : "All networks agree on this sentence."),
      h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Networks side by side" },
        h("table", { class: "networks" },
          h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Network"), row.words.map((word, index) => head(word, index, split[index])))),
          h("tbody", {}, lines.map((line) => lineView(line, row, split))))));
    this.#light(null);
  }

  /** Light a word in all rows: the one pointed at, else the chosen one. */
  #light(pointed) {
    const column = pointed ?? store.focus?.word;
    for (const cell of this.querySelectorAll("[data-column]")) {
      const from = Number(cell.dataset.column);
      const lit = column != null && column >= from && column < from + cell.colSpan;
      cell.classList.toggle("lit", lit);
    }
  }
}

/** The models of a task, as the page lists them. */
function modelsOf(task) {
  return [...document.querySelectorAll("scope-composer option")].map((option) => option.value).filter((name) => taskOf(name) === task);
}

function head(word, index, split) {
  return h("th", { scope: "col", class: split ? "split" : null, "data-column": index }, word.text, split ? h("span", { class: "mark" }, " ≠") : null);
}

function lineView({ model, words }, row, split) {
  const { name, limit } = architecture(model);
  return h("tr", { class: model === store.state.model ? "current" : null },
    h("th", { scope: "row" }, h("span", { class: "net-name" }, name), h("span", { class: "net-limit" }, limit)),
    slotsOf(words).map((slot) => {
      const differs = split.slice(slot.start, slot.end).some(Boolean);
      const shown = slot.label ? [plainLabel(slot.label), h("span", { class: "net-score" }, percent(slot.score))] : differs ? "no slot" : "·";
      return h("td", {
        colspan: slot.end - slot.start, "data-column": slot.start, "data-label": slot.label, title: slot.label || "no slot (O)",
        class: [slot.label ? `net-slot hue-${hueOf(slot.label)}` : "net-none", differs ? "split" : ""].join(" "),
      }, shown);
    }));
}

function columnAt(event) {
  const cell = event.target.closest("[data-column]");
  return cell ? Number(cell.dataset.column) : null;
}
