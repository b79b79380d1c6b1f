/** <scope-rows>: the sentence and, under it, its variants, word over word. Words are chosen, replaced and moved here. */

import { copySelected } from "../behaviours/copy.js";
import { draggable } from "../behaviours/drag.js";
import { edit, walkable } from "../behaviours/walk.js";
import { h, update } from "../lib/dom.js";
import { act, ahead } from "../lib/later.js";
import { store } from "../lib/store.js";
import { filledSlots } from "../lib/spans.js";
import { sentence } from "../views/sentence.js";

export class Rows extends HTMLElement {
  connectedCallback() {
    store.on(["answer"], () => this.#render());
    store.on(["look"], () => this.#showFocus());
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("copy", copySelected);
    // the card of a word, and with it what a hand can do, is fetched when a hand comes near
    for (const kind of ["pointerover", "focusin"]) this.addEventListener(kind, () => ahead("word"), { once: true });
    draggable(this, (...move) => act("moveWord", ...move));
    walkable(this);
    new ResizeObserver(() => this.#lineUp()).observe(this);
  }

  // Actions

  #click(event) {
    const word = event.target.closest("[data-word]");
    if (word) return this.#choose(word);
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const make = button.dataset.do === "pinVariant" ? act : edit; // who pins stays on the button
    make(button.dataset.do, Number(button.closest("[data-row]").dataset.row));
  }

  #choose(word) {
    const row = Number(word.closest("[data-row]").dataset.row);
    store.look({ row, word: Number(word.dataset.word), label: "" });
    this.dispatchEvent(new CustomEvent("choose", { bubbles: true, detail: word }));
  }

  // Drawing

  #render() {
    if (!store.rows.length) return update(this, h("p", { class: "quiet" }, "Type a sentence above to see its slots."));
    update(this, store.rows.map(rowView));
    this.#lineUp();
    this.#showFocus();
  }

  /** Give the segments of all rows that stand under each other one width. */
  #lineUp() {
    const all = [...this.querySelectorAll(".aligned .segment")];
    for (const segment of all) segment.style.removeProperty("--width");
    if (store.rows.length < 2) return;
    const widths = [];
    for (const segment of all) {
      const place = segment.dataset.segment;
      widths[place] = Math.max(widths[place] ?? 0, segment.getBoundingClientRect().width);
    }
    for (const segment of all) segment.style.setProperty("--width", `${Math.ceil(widths[segment.dataset.segment])}px`);
  }

  /** One word of all can be reached by Tab; arrows lead to the others. */
  #showFocus() {
    const { row, word } = store.focus ?? { row: 0, word: null };
    for (const element of this.querySelectorAll("[data-word]")) {
      const here = Number(element.dataset.word) === word && Number(element.closest("[data-row]").dataset.row) === row;
      element.toggleAttribute("data-chosen", here);
      element.tabIndex = here ? 0 : -1;
    }
    if (word == null) this.querySelector("[data-word]")?.setAttribute("tabindex", "0");
  }
}

function rowView(row) {
  const name = row.number ? `Variant ${row.number}` : "Your sentence";
  return h("section", { class: "row", "data-row": row.number, "data-key": `row-${row.number}`, "aria-label": name },
    h("header", { class: "row-head" }, h("h2", { class: "row-name" }, name), row.number ? tools(row) : null),
    h("p", { class: row.aligned ? "words aligned" : "words", dir: "auto", role: "group", "aria-label": `${name}, word by word`, "aria-describedby": "word-help key-help" },
      sentence(row)),
    row.number ? verdict(row) : emptiness(row));
}

function tools(row) {
  return h("span", { class: "row-tools" },
    h("button", { type: "button", class: "link", "data-do": "pinVariant", "aria-pressed": String(row.pinned) }, row.pinned ? "Pinned" : "Pin"),
    h("button", { type: "button", class: "link", "data-do": "promoteVariant" }, "Make it my sentence"),
    h("button", { type: "button", class: "link", "data-do": "dropVariant" }, "Remove"));
}

function emptiness(row) {
  return filledSlots(row.words).length ? null : h("p", { class: "verdict none" }, "No slot found in this sentence.");
}

/** What the edit brought, in words and with its probability. */
function verdict({ consequences }) {
  return [consequences.some(({ relabelled }) => relabelled) ? null : h("p", { class: "verdict same" }, "No label changed."),
    consequences.length ? h("ul", { class: "verdict" },
      consequences.map(({ line, shift }) => h("li", {}, line, " ", h("span", { class: "shift" }, shift)))) : null];
}
