/** What all pictures of the lab share: they begin when scrolled near, follow their fields of the state, and say what went wrong. */

import { h, update } from "../../lib/dom.js";
import { debounce } from "../../lib/timing.js";
import { FIELDS, write } from "./state.js";
import { lab } from "./store.js";

const NEAR = "600px";
const PAUSE_MS = 120; // while a slider is being moved

/** A subclass has `load(state)` for what it asks of the server and `draw(answer, state)` for its nodes.
 *
 * Static `keys` are the fields for which it asks anew, `shown` those for which it only draws anew.
 */
export class Figure extends HTMLElement {
  static keys = [];
  static shown = [];
  answer = null;
  #turn = 0;
  #later = debounce(() => this.refresh(), PAUSE_MS);

  connectedCallback() {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      this.#begin();
    }, { rootMargin: NEAR });
    watch.observe(this);
  }

  /** Ask again and draw; of several answers only the newest counts. */
  async refresh() {
    const mine = ++this.#turn;
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await this.load(lab.state);
      if (mine !== this.#turn) return;
      this.answer = answer;
      this.redraw();
    } catch (problem) {
      if (mine === this.#turn) update(this, this.controls?.(lab.state), h("p", { class: "trouble", role: "alert" }, problem.message));
      sync(this);
    } finally {
      if (mine === this.#turn) this.removeAttribute("aria-busy");
    }
  }

  /** Draw what is known already. */
  redraw() {
    update(this, this.draw(this.answer, lab.state));
    sync(this);
    this.drawn?.(this.answer, lab.state);
  }

  async load() {
    return null;
  }

  #begin() {
    this.addEventListener("input", (event) => take(event.target));
    this.begin?.();
    lab.on(this.constructor.keys, () => this.#later());
    lab.on(this.constructor.shown, () => this.answer && this.redraw());
    this.refresh();
  }
}

/** A control for a field of the state. */
export function field(key, label, attributes = {}) {
  const { least, most } = FIELDS[key];
  return h("label", { class: "lab-field" }, h("span", {}, label),
    h("input", { "data-key": key, type: "number", class: "field-input", min: least, max: most, step: "any", autocomplete: "off", ...attributes }));
}

/** A control for one number of a grid. */
export function cellField(key, row, column, label) {
  return h("input", { "data-key": key, "data-at": `${row},${column}`, type: "number", class: "field-input cell-input", step: "any", "aria-label": label, autocomplete: "off" });
}

/** A choice of one for a field of the state. */
export function choice(key, legend, choices, chosen) {
  return h("fieldset", { class: "radios" }, h("legend", { class: "visually-hidden" }, legend),
    choices.map(([value, text]) => h("label", {},
      h("input", { type: "radio", name: key, "data-key": key, value, checked: value === chosen, autocomplete: "off" }), h("span", {}, text))));
}

/** Take what a person set into the state, if it can be read. */
function take(input) {
  const { key, at } = input.dataset;
  if (!key) return;
  const value = at ? changed(key, at, input.value) : FIELDS[key].read(input.value);
  if (value === undefined) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  if (value !== undefined && write(value) !== write(lab.state[key])) lab.set({ [key]: value });
}

function changed(key, at, raw) {
  const [row, column] = at.split(",").map(Number);
  const text = write(lab.state[key].map((cells, r) => cells.map((cell, c) => (r === row && c === column ? raw : cell))));
  return raw.trim() ? FIELDS[key].read(text) : undefined;
}

/** Make the controls show the state, except one that is being typed in. */
function sync(figure) {
  for (const input of figure.querySelectorAll("[data-key]")) {
    const { key, at } = input.dataset;
    if (input.type === "radio" || (input === document.activeElement && input.type !== "range")) continue;
    const [row, column] = (at ?? "").split(",").map(Number);
    const shown = at ? String(lab.state[key][row]?.[column] ?? "") : write(lab.state[key]);
    if (input.value !== shown) input.value = shown;
    input.removeAttribute("aria-invalid");
  }
}
