/** A live training: start, stop, go on; what it says while it waits in line. The picture belongs to the figure. */

import { announce } from "../../lib/announce.js";
import { h } from "../../lib/dom.js";
import { events } from "./events.js";

export class Run {
  step = 0;
  #abort = null;
  #body = {};
  #said = "";

  /** `take(content)` gets every piece, `clear()` is called before a new training, `end()` after the last step. */
  constructor(figure, path, steps, { take, clear, end }) {
    Object.assign(this, { figure, path, steps, take, clear, end });
    figure.addEventListener("click", (event) => this.#act(event.target.closest("[data-run]")?.dataset.run));
  }

  get going() {
    return this.#abort !== null;
  }

  /** Another question: what was learnt is forgotten. */
  reset(body) {
    if (JSON.stringify(body) === JSON.stringify(this.#body)) return;
    this.#halt();
    this.#body = body;
    this.step = 0;
    this.#said = "";
    this.clear();
  }

  controls(start) {
    const halfway = this.step > 0 && this.step < this.steps;
    const button = (run, text, kind = "button") => h("button", { type: "button", class: kind, "data-run": run }, text);
    return h("div", { class: "player" },
      this.going ? button("stop", "Stop", "primary") : button(halfway ? "resume" : "start", halfway ? "Go on" : this.step ? "Train again" : start, "primary"),
      halfway && !this.going ? button("start", "Begin anew") : null,
      h("progress", { max: this.steps, value: this.step, "aria-label": "Steps trained" }),
      h("output", { class: "quiet" }, this.#said || `step ${this.step} of ${this.steps}`));
  }

  async #act(action) {
    if (action === "stop") {
      this.#halt();
      announce(`Stopped at step ${this.step}.`);
      this.figure.redraw();
    }
    if (action === "start") {
      this.step = 0;
      this.clear();
    }
    if (action !== "start" && action !== "resume") return;
    await this.figure.refresh(); // what was just typed counts
    if (!this.going) this.#train();
  }

  #halt() {
    this.#abort?.abort();
    this.#abort = null;
  }

  async #train() {
    const abort = (this.#abort = new AbortController());
    this.#say("starting …");
    announce("Training has begun.");
    try {
      for await (const { name, content } of events(this.path, { ...this.#body, after: this.step, steps: this.steps }, abort.signal)) {
        if (abort.signal.aborted) return;
        this.#hear(name, content);
      }
    } catch (problem) {
      if (abort.signal.aborted) return;
      this.#said = problem.message;
    }
    if (this.#abort === abort) this.#abort = null;
    this.figure.redraw();
  }

  #hear(name, content) {
    if (name === "waiting") return this.#say(`${content.ahead === 1 ? "One other reader is" : `${content.ahead} other readers are`} before you; your training begins when they are done.`);
    if (name === "problem") return this.#say(content.error);
    this.#said = "";
    if (name === "steps") {
      this.step = content.steps.at(-1).step;
      this.take(content);
      this.figure.redraw();
    }
    if (name === "done" && content.reason === "finished") this.end();
    if (name === "done" && content.reason !== "finished") this.#say("Your turn of a minute is over; “Go on” takes another.");
  }

  #say(sentence) {
    this.#said = sentence;
    this.figure.redraw();
  }
}
