/** What the page knows: the state that a link carries, the answers to it, and what can be undone. Knows no elements. */

import { format, parse, START } from "./url.js";

const UNDOABLE = ["text", "variants", "row", "word"];
const MAX_HISTORY = 200;

class Store extends EventTarget {
  state = { ...START };
  // the base and its variants as drawn: { words, places, answer, pinned, number }, a variant with marks and consequences too;
  // empty before the first answer
  rows = [];
  busy = false;
  error = null;
  #past = [];
  #future = [];

  // Reading

  get base() {
    return this.rows[0]?.words ?? [];
  }

  get focus() {
    const { row, word } = this.state;
    const words = this.rows[row]?.words;
    return words && word != null && word < words.length ? { row, word, of: words[word] } : null;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  // Changing

  /** Look at something else: nothing that could be undone. */
  look(patch) {
    Object.assign(this.state, patch);
    this.#tell("look");
  }

  /** Change the sentence or its variants. */
  edit(patch) {
    this.#past.push(this.#snapshot());
    if (this.#past.length > MAX_HISTORY) this.#past.shift();
    this.#future = [];
    Object.assign(this.state, patch);
    this.#tell("ask");
  }

  /** Ask again, as after typing or choosing a model. */
  ask(patch) {
    Object.assign(this.state, patch);
    this.#tell("ask");
  }

  undo() {
    this.#travel(this.#past, this.#future);
  }

  redo() {
    this.#travel(this.#future, this.#past);
  }

  /** Start from a query string, as when a link is opened or the browser goes back. */
  read(search) {
    this.state = { ...parse(search) };
  }

  get link() {
    return format(this.state, this.base);
  }

  // Answers

  answer(rows) {
    Object.assign(this, { rows, busy: false });
    this.#tell("answer");
  }

  wait() {
    this.busy = true;
    this.#tell("wait");
  }

  fail(error) {
    Object.assign(this, { error, busy: false });
    this.#tell("fail");
  }

  dismiss() {
    this.error = null;
    this.#tell("fail");
  }

  /** Call `listener` after every change of the named kinds: look, ask, travel, wait, answer, fail. */
  on(kinds, listener) {
    for (const kind of kinds) this.addEventListener(kind, listener);
  }

  // Private

  #snapshot() {
    return Object.fromEntries(UNDOABLE.map((key) => [key, this.state[key]]));
  }

  #travel(from, to) {
    if (!from.length) return;
    to.push(this.#snapshot());
    Object.assign(this.state, from.pop());
    this.#tell("travel");
    this.#tell("ask");
  }

  #tell(kind) {
    this.dispatchEvent(new Event(kind));
  }
}

export const store = new Store();
