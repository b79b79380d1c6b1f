/** <scope-word>: the card of the chosen word, with other words to put in its place and ways to move it. */

import { edit } from "../behaviours/walk.js";
import "../edits/commands.js"; // what its buttons do comes with them
import { h, update } from "../lib/dom.js";
import { percent, plainTag } from "../lib/labels.js";
import { ALT } from "../lib/shortcuts.js";
import { store } from "../lib/store.js";
import { alternatives } from "./alternatives.js";

const EDGE = 12; // pixels kept free beside the card

export class Panel extends HTMLElement {
  #anchor = null;

  connectedCallback() {
    document.addEventListener("pointerdown", (event) => this.#outside(event));
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.#close(true));
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("submit", (event) => this.#replace(event));
    store.on(["ask", "travel"], () => this.#close(false));
  }

  /** Show the card under a word of the sentence. */
  async open(word) {
    this.#anchor = word;
    const { focus } = store;
    if (!focus) return;
    this.#render(focus, null);
    this.hidden = false;
    this.#place();
    this.querySelector("input").focus({ preventScroll: true });
    const offers = await this.#offers(focus);
    if (this.hidden || store.focus?.of !== focus.of) return;
    this.#render(focus, offers);
    this.#place();
  }

  async #offers({ row, word }) {
    try {
      return await alternatives(store.state.model, store.rows[row].words, word);
    } catch (problem) {
      return [{ word: "", effect: problem.message }];
    }
  }

  // Actions

  #outside(event) {
    if (!this.hidden && !this.contains(event.target) && !event.target.closest("[data-word]")) this.#close(false);
  }

  #click(event) {
    const button = event.target.closest("button[data-do]");
    if (!button) return;
    const { row, word } = store.focus;
    const step = { earlier: -1, later: 1 }[button.dataset.do];
    this.#close(button.dataset.do !== "why");
    if (step) edit("moveWord", row, word, word + step);
    else if (button.dataset.do === "remove") edit("replaceWord", row, word, "");
    else if (button.dataset.do === "offer") edit("replaceWord", row, word, button.dataset.word);
    else if (button.dataset.do === "why") this.dispatchEvent(new CustomEvent("why", { bubbles: true }));
  }

  #replace(event) {
    event.preventDefault();
    const typed = this.querySelector("input").value.trim();
    const { row, word, of } = store.focus;
    this.#close(true);
    if (typed && typed !== of.text) edit("replaceWord", row, word, typed);
  }

  #close(refocus) {
    if (this.hidden) return;
    this.hidden = true;
    if (refocus) this.#anchor?.focus();
  }

  // Drawing

  #render({ of }, offers) {
    const { text, tag, score } = of;
    this.querySelector("input")?.setAttribute("value", "");
    update(this,
      h("header", { class: "card-head" },
        h("strong", {}, text), h("span", { class: "quiet" }, `${plainTag(tag)} ${percent(score)}`)),
      h("form", { class: "replace" },
        h("label", { for: "replacement", class: "visually-hidden" }, `Replace ${text} by`),
        h("input", { id: "replacement", class: "field-input", name: "replacement", placeholder: "Replace by…", autocomplete: "off", maxlength: 80, dir: "auto", "data-key": text }),
        h("button", { class: "primary", type: "submit" }, "Replace")),
      h("p", { class: "offers-title" }, offers ? (offers.length ? "Words that would change a label" : "The network finds no word here that changes a label.") : "Looking for words that would change a label…"),
      offers?.length ? h("ul", { class: "offers" }, offers.map(offer)) : null,
      h("footer", { class: "card-tools" },
        h("button", { type: "button", class: "button", "data-do": "earlier", title: `${ALT} ←` }, "← Earlier"),
        h("button", { type: "button", class: "button", "data-do": "later", title: `${ALT} →` }, "Later →"),
        h("button", { type: "button", class: "button", "data-do": "remove", title: "Delete" }, "Remove"),
        h("button", { type: "button", class: "button", "data-do": "why" }, "Why this label?")));
  }

  #place() {
    if (!this.offsetParent) return; // on small screens it stands at the bottom edge
    const box = this.#anchor.closest(".cell").getBoundingClientRect(); // its label stays in sight
    const home = this.offsetParent.getBoundingClientRect();
    const room = document.documentElement.clientWidth - this.offsetWidth - EDGE;
    const left = Math.max(EDGE, Math.min(box.left, room)) - home.left;
    this.style.setProperty("--left", `${left}px`);
    this.style.setProperty("--top", `${box.bottom - home.top + 6}px`);
    this.scrollIntoView({ block: "nearest" });
  }
}

function offer({ word, effect }) {
  if (!word) return h("li", { class: "quiet" }, effect);
  return h("li", {}, h("button", { type: "button", class: "offer", "data-do": "offer", "data-word": word },
    h("span", { class: "offer-word" }, word), effect ? h("span", { class: "offer-effect" }, effect) : null));
}
