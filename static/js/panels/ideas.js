/** <scope-ideas>: swaps that would change a label, offered under a sentence that nobody has edited yet. */

import { h, update } from "../lib/dom.js";
import { act } from "../lib/later.js";
import { store } from "../lib/store.js";
import { debounce } from "../lib/timing.js";
import { ideas } from "./alternatives.js";

const PAUSE_MS = 500; // ideas cost more than tags: they wait until typing has stopped
const MAX_WORDS = 40;

export class Panel extends HTMLElement {
  #later = debounce(() => this.#find(), PAUSE_MS);
  #turn = 0;

  connectedCallback() {
    store.on(["answer"], () => this.#later());
    store.on(["ask"], () => this.#show([]));
    this.addEventListener("click", (event) => this.#take(event.target.closest("[data-index]")));
    this.#later();
  }

  #take(button) {
    if (button) act("replaceWord", 0, Number(button.dataset.index), button.dataset.word);
  }

  async #find() {
    const mine = ++this.#turn;
    const { base } = store;
    if (store.rows.length !== 1 || base.length > MAX_WORDS) return this.#show([]);
    try {
      const found = await ideas(store.state.model, base);
      if (mine === this.#turn && base === store.base) this.#show(found);
    } catch {
      this.#show([]); // nobody asked for ideas: their absence is no error
    }
  }

  #show(found) {
    update(this, found.length ? h("div", { class: "ideas" },
      h("span", { class: "quiet" }, "What if"),
      h("ul", { "aria-label": "Swaps that change a label" }, found.map(idea))) : null);
  }
}

function idea({ index, from, word, effect }) {
  return h("li", {}, h("button", { type: "button", class: "chip", "data-index": index, "data-word": word, title: effect },
    h("s", {}, from), ` ${word}`, h("span", { class: "quiet" }, `  ${effect}`)));
}
