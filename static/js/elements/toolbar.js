/** <scope-toolbar>: what acts on the whole sentence: word order, rules, undo and redo. */

import { addVariants, reverseWords, shuffleWords } from "../lib/commands.js";
import { ALT, COMMAND, commanded } from "../lib/shortcuts.js";
import { store } from "../lib/store.js";

export class Toolbar extends HTMLElement {
  connectedCallback() {
    document.querySelector("[data-key=alt]").textContent = ALT;
    this.#button("undo").title = `${COMMAND} Z`;
    this.#button("redo").title = `${COMMAND} ⇧ Z`;
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("submit", (event) => this.#rule(event));
    this.addEventListener("change", (event) => event.target === this.#seed && this.#reseed());
    document.addEventListener("keydown", (event) => this.#key(event));
    store.on(["answer", "ask", "travel"], () => this.#render());
    this.#render();
  }

  // Actions

  #click(event) {
    const row = store.rows[store.state.row] ? store.state.row : 0;
    switch (event.target.closest("[data-do]")?.dataset.do) {
      case "undo": return store.undo();
      case "redo": return store.redo();
      case "reverse": return reverseWords(row);
      case "shuffle": return this.#shuffle();
    }
  }

  /** Each press takes the next seed, and the seed shown is the one that was used. */
  #shuffle() {
    const used = store.state.variants.some((variant) => variant.seed === store.state.seed);
    if (used) store.look({ seed: store.state.seed + 1 });
    this.#reshuffle();
  }

  #reseed() {
    store.look({ seed: Math.abs(Math.trunc(Number(this.#seed.value))) % 1e6 || 0 });
    this.#reshuffle();
  }

  #reshuffle() {
    shuffleWords(0, store.state.seed);
    const [working] = store.state.variants;
    if (working && !working.pinned) working.seed = store.state.seed;
    this.#render();
  }

  async #rule(event) {
    event.preventDefault();
    const { variantsBy } = await import("../panels/rules.js");
    try {
      addVariants(variantsBy(this.querySelector("[name=rule]").value, store.base));
      store.dismiss();
    } catch (problem) {
      store.fail(problem);
    }
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
