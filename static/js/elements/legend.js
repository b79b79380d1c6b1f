/** <scope-legend>: the labels in sight. Each is a button that dims the others; pointing at it does so for a moment. */

import { h, update } from "../lib/dom.js";
import { hueOf, plainLabel } from "../lib/labels.js";
import { store } from "../lib/store.js";

export class Legend extends HTMLElement {
  #only = null;

  connectedCallback() {
    store.on(["answer"], () => this.#render());
    this.addEventListener("click", (event) => this.#press(event));
    // moves only: a legend that slides under a pointer at rest was not pointed at
    this.addEventListener("pointermove", (event) => this.#dim(labelAt(event) ?? this.#only));
    this.addEventListener("pointerleave", () => this.#dim(this.#only));
    this.addEventListener("focusin", (event) => this.#dim(labelAt(event) ?? this.#only));
    this.addEventListener("focusout", () => this.#dim(this.#only));
  }

  #press(event) {
    const label = labelAt(event);
    if (label == null) return;
    this.#only = this.#only === label ? null : label;
    this.#render();
    this.#dim(this.#only);
  }

  #render() {
    const labels = [...new Set(store.rows.flatMap((row) => row.words.map((word) => word.label)))].filter(Boolean);
    if (!labels.includes(this.#only)) this.#only = null;
    update(this, labels.length ? h("ul", { class: "legend", "aria-label": "Labels: press one to dim the others" },
      labels.map((label) => item(label, label === this.#only))) : null);
    this.#dim(this.#only);
  }

  #dim(only) {
    const dimming = only != null && store.rows.length > 0;
    for (const cell of document.querySelectorAll(".cell, .net-slot")) {
      cell.classList.toggle("dimmed", dimming && cell.dataset.label !== only);
    }
  }
}

function item(label, pressed) {
  return h("li", {}, h("button", {
    type: "button", class: `legend-item hue-${hueOf(label)}`, "data-label": label, "aria-pressed": String(pressed), title: label,
  }, plainLabel(label)));
}

function labelAt(event) {
  return event.target.closest("[data-label]")?.dataset.label;
}
