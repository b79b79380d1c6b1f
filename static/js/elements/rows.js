/** <scope-rows>: the sentence and, under it, its variants, word over word. Words are chosen, replaced and moved here. */

import { copySelected } from "../behaviours/copy.js";
import { draggable } from "../behaviours/drag.js";
import { keepFocus, walkable } from "../behaviours/walk.js";
import { alignable, inWords, layout, marks, segments, shiftOf } from "../lib/align.js";
import { dropVariant, moveWord, pinVariant, promoteVariant } from "../lib/commands.js";
import { h, update } from "../lib/dom.js";
import { decimal, plainTag } from "../lib/labels.js";
import { ahead } from "../lib/panels.js";
import { store } from "../lib/store.js";
import { filledSlots } from "../lib/spans.js";
import { sentence } from "../views/sentence.js";

const ACTIONS = { pin: pinVariant, drop: dropVariant, promote: promoteVariant };

export class Rows extends HTMLElement {
  connectedCallback() {
    store.on(["answer"], () => this.#render());
    store.on(["look"], () => this.#showFocus());
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("copy", copySelected);
    // the card of a word is fetched when a hand comes near
    for (const kind of ["pointerover", "focusin"]) this.addEventListener(kind, () => ahead("word"), { once: true });
    draggable(this, moveWord);
    walkable(this);
    new ResizeObserver(() => this.#lineUp()).observe(this);
  }

  // Actions

  #click(event) {
    const word = event.target.closest("[data-word]");
    if (word) return this.#choose(word);
    const button = event.target.closest("[data-do]");
    if (!button) return;
    if (button.dataset.do !== "pin") keepFocus();
    ACTIONS[button.dataset.do](Number(button.closest("[data-row]").dataset.row));
  }

  #choose(word) {
    const row = Number(word.closest("[data-row]").dataset.row);
    store.look({ row, word: Number(word.dataset.word), label: "" });
    this.dispatchEvent(new CustomEvent("choose", { bubbles: true, detail: word }));
  }

  // Drawing

  #render() {
    const [base, ...variants] = store.rows;
    if (!base) return update(this, h("p", { class: "quiet" }, "Type a sentence above to see its slots."));
    const aligned = [base, ...variants.filter((row) => alignable(row.words))];
    const places = placesOf(aligned);
    update(this, store.rows.map((row, number) => {
      const place = aligned.indexOf(row);
      return rowView(row, number, place < 0 ? placesOf([row])(0) : places(place), base, place >= 0);
    }));
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

/** For rows that stand word under word: from the number of a row to the word numbers of each of its segments. */
function placesOf(rows) {
  const [base, ...variants] = rows.map((row) => row.words);
  const lined = layout(base, variants);
  const ranges = segments(lined, [base, ...variants]);
  return (number) => ranges.map(([start, end]) => numbersOf(lined.slice(start, end), number));
}

function numbersOf(lined, row) {
  return lined.map((column) => column[row]).filter((number) => number != null);
}

function rowView(row, number, places, base, aligned) {
  const marked = number ? marks(base.words, row.words) : null;
  const name = number ? `Variant ${number}` : "Your sentence";
  return h("section", { class: "row", "data-row": number, "data-key": `row-${number}`, "aria-label": name },
    h("header", { class: "row-head" }, h("h2", { class: "row-name" }, name), number ? tools(row) : null),
    h("p", { class: aligned ? "words aligned" : "words", dir: "auto", role: "group", "aria-label": `${name}, word by word`, "aria-describedby": "word-help key-help" },
      sentence({ ...row, marks: marked }, places)),
    number ? verdict(row, marked, base) : emptiness(row));
}

function tools(row) {
  return h("span", { class: "row-tools" },
    h("button", { type: "button", class: "link", "data-do": "pin", "aria-pressed": String(row.pinned) }, row.pinned ? "Pinned" : "Pin"),
    h("button", { type: "button", class: "link", "data-do": "promote" }, "Make it my sentence"),
    h("button", { type: "button", class: "link", "data-do": "drop" }, "Remove"));
}

function emptiness(row) {
  return filledSlots(row.words).length ? null : h("p", { class: "verdict none" }, "No slot found in this sentence.");
}

/** The consequences of the edit: each changed label, and each other word in the place of a slot's, with its probability. */
function verdict(row, marked, base) {
  const pairs = marked.map((mark, index) => ({ mark, word: row.words[index] }));
  const lines = inWords(base.words, row.words);
  const relabelled = pairs.filter(({ mark }) => mark.relabelled);
  const swapped = pairs.filter(({ mark, word }) => mark.changed && !mark.relabelled && word.label);
  return [lines.length ? null : h("p", { class: "verdict same" }, "No label changed."),
    lines.length + swapped.length ? h("ul", { class: "verdict" },
      lines.map((line, index) => h("li", {}, line, " ", shift(relabelled[index]))),
      swapped.map(({ mark, word }) => h("li", {}, `${word.text} for ${mark.before.text}`, " ", shift({ mark, word })))) : null];
}

function shift({ mark, word }) {
  const { before, after } = shiftOf(mark.before, word, word.tag);
  if (after == null) return null;
  const was = before == null ? "almost 0" : decimal(before);
  return h("span", { class: "shift" }, `${plainTag(word.tag)}: ${was} → ${decimal(after)}`);
}
