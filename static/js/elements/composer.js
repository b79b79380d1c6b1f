/** <scope-composer>: the form. Tags while typing, without JavaScript by its button; the text is never taken away. */

import { debounce } from "../lib/timing.js";
import { COMMAND, commanded } from "../lib/shortcuts.js";
import { taskOf } from "../lib/labels.js";
import { h, update } from "../lib/dom.js";
import { store } from "../lib/store.js";

const PAUSE_MS = 150;

export class Composer extends HTMLElement {
  #later = debounce(() => this.#submit(), PAUSE_MS);

  connectedCallback() {
    this.querySelector("kbd").textContent = `${COMMAND} ↵`;
    this.addEventListener("submit", (event) => this.#run(event));
    this.addEventListener("input", (event) => event.target === this.#text && this.#later());
    this.addEventListener("change", (event) => event.target === this.#model && this.#choose());
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("click", (event) => this.#click(event));
    store.on(["travel"], () => this.#show());
    store.on(["answer", "wait", "fail"], () => this.#status());
    this.#show();
  }

  // Actions

  #run(event) {
    event.preventDefault();
    this.#later.now();
  }

  #key(event) {
    if (event.key === "Enter" && event.target === this.#text && (commanded(event) || !event.shiftKey) && !event.isComposing) this.#run(event);
  }

  #click(event) {
    const link = event.target.closest("[data-example]");
    const task = event.target.closest("[data-task]");
    if (task) this.#turnTo(task.dataset.task);
    if (!link || commanded(event)) return;
    event.preventDefault();
    this.#text.value = link.dataset.example;
    this.#later.now();
  }

  #turnTo(task) {
    const models = [...this.#model.options].filter((option) => taskOf(option.value) === task);
    this.#model.value = (models.find((option) => "default" in option.dataset) ?? models[0]).value;
    this.#choose();
  }

  #choose() {
    const task = taskOf(store.state.model);
    const other = taskOf(this.#model.value) !== task;
    // an example belongs to its task: a sentence of one's own is kept
    const untouched = this.#examples(task).includes(this.#text.value.trim());
    if (other && untouched) this.#text.value = this.#examples(taskOf(this.#model.value))[0] ?? this.#text.value;
    this.#later.now();
    this.#offers();
  }

  #submit() {
    const text = this.#text.value;
    const model = this.#model.value;
    if (text === store.state.text && model === store.state.model) return store.ask({});
    if (text !== store.state.text) store.edit({ ...this.#rebased(text), model });
    else store.ask({ model });
  }

  // Private

  /** Variants of the sentence before this one go, unless they are pinned. */
  #rebased(text) {
    const pinned = store.state.variants.filter((variant) => variant.pinned);
    return { text, variants: pinned, row: 0, word: null };
  }

  #show() {
    this.#text.value = store.state.text;
    if (store.state.model) this.#model.value = store.state.model;
    this.#offers();
  }

  /** Tasks to turn to, and the examples of this one. */
  #offers() {
    const task = taskOf(this.#model.value);
    for (const button of this.querySelectorAll("[data-task]")) button.setAttribute("aria-pressed", String(button.dataset.task === task));
    const links = this.#examples(task).map((text) => {
      const query = new URLSearchParams({ model: this.#model.value, text });
      return h("li", {}, h("a", { class: "chip", href: `?${query}`, "data-example": text }, text));
    });
    update(this.querySelector("ul[data-examples]"), links);
  }

  #status() {
    const output = this.querySelector("[data-status]");
    const elapsed = store.rows[0]?.answer.elapsed_ms;
    this.toggleAttribute("data-busy", store.busy);
    if (!store.busy) output.textContent = store.error || elapsed == null ? "" : `${elapsed.toFixed(1)} ms`;
  }

  /** The sentences of a task to try, best first. */
  #examples(task) {
    return JSON.parse(this.querySelector(`[data-task="${CSS.escape(task)}"]`)?.dataset.examples ?? "[]");
  }

  get #text() {
    return this.querySelector("textarea");
  }

  get #model() {
    return this.querySelector("select");
  }
}
