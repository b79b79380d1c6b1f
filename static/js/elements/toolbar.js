/** <scope-toolbar>: what acts on the whole sentence: word order, rules, undo and redo. */

import { act } from "../lib/later.js";
import { ALT, COMMAND, commanded } from "../lib/shortcuts.js";
import { store } from "../lib/store.js";

export class Toolbar extends HTMLElement {
  #used = null; // the seed of the last shuffle: another press takes the next one

  connectedCallback() {
    document.querySelector("[data-key=alt]").textContent = ALT;
    this.#button("undo").title = `${COMMAND} Z`;
    this.#button("redo").title = `${COMMAND} ⇧ Z`;
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("submit", (event) => this.#submit(event));
    this.addEventListener("input", (event) => event.target === this.#seed && (this.#used = null));
    document.addEventListener("keydown", (event) => this.#key(event));
    store.on(["answer", "ask", "travel"], () => this.#render());
    this.#render();
  }

  // Actions

  #click(event) {
    switch (event.target.closest("[data-do]")?.dataset.do) {
      case "undo": return store.undo();
      case "redo": return store.redo();
      case "reverse": return act("reverseWords", store.rows[store.state.row] ? store.state.row : 0);
    }
  }

  #submit(event) {
    event.preventDefault();
    if (event.target.matches(".seed")) this.#shuffle(Math.abs(Math.trunc(this.#seed.value)) % 1e6);
    else act("applyRules", this.querySelector("[name=rule]").value);
  }

  #shuffle(shown) {
    const seed = shown === this.#used ? shown + 1 : shown;
    act("shuffleWords", seed);
    this.#used = seed;
    this.#seed.value = seed;
  }

  #key(event) {
    const typing = event.target.closest?.("input, textarea, select");
    if (typing || !commanded(event) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "z") event.shiftKey ? store.redo() : store.undo();
    else if (key === "y") store.redo();
    else return;
    event.preventDefault();
  }

  // Drawing

  #render() {
    this.#button("undo").disabled = !store.canUndo;
    this.#button("redo").disabled = !store.canRedo;
    for (const name of ["reverse", "shuffle"]) this.#button(name).disabled = store.base.length < 2;
    if (document.activeElement !== this.#seed) this.#seed.value = store.state.seed;
  }

  #button(name) {
    return this.querySelector(`[data-do=${name}]`);
  }

  get #seed() {
    return this.querySelector("[name=seed]");
  }
}
