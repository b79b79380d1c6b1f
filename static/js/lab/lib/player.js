/** Play, step and reset for a picture that has steps. The step itself is a field of the state. */

import { announce } from "../../lib/announce.js";
import { h } from "../../lib/dom.js";
import { lab } from "./store.js";

export class Player {
  #timer = 0;

  /** `last()` is the last step, `say(step)` what to tell those who listen; `pace` milliseconds pass between steps.
   *
   * Steps count from 0 inside; people see the first as `first`.
   */
  constructor(figure, { key, last, say, noun = "Step", pace = 900, first = 1 }) {
    Object.assign(this, { figure, key, last, say, noun, pace, first });
    figure.addEventListener("click", (event) => this.#click(event.target.closest("[data-play]")));
    figure.addEventListener("input", (event) => event.target.dataset.play === "seek" && this.#seek(Number(event.target.value) - this.first));
  }

  /** The step shown: without one in the link, the last. */
  get step() {
    return Math.max(0, Math.min(lab.state[this.key] ?? this.last(), this.last()));
  }

  controls() {
    const { step, noun, first } = this;
    const last = this.last();
    const button = (play, text, label, disabled) =>
      h("button", { type: "button", class: "button", "data-play": play, "data-for": this.key, "aria-label": label, disabled }, text);
    return h("div", { class: "player" },
      button("play", this.#timer ? "Pause" : "Play"),
      button("first", "Reset", `Back to ${noun.toLowerCase()} ${first}`),
      button("back", "−1", `One ${noun.toLowerCase()} back`, step === 0),
      button("on", "+1", `One ${noun.toLowerCase()} on`, step === last),
      h("label", {}, h("span", { class: "visually-hidden" }, noun),
        h("input", { type: "range", "data-play": "seek", "data-for": this.key, min: first, max: last + first, step: 1, value: step + first, autocomplete: "off" })),
      h("output", { class: "quiet" }, `${noun} ${step + first} of ${last + first}`));
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  #click(button) {
    const action = button?.dataset.for === this.key && button.dataset.play;
    if (!action || action === "seek") return;
    if (action === "play" && !this.#timer) return this.#play();
    this.stop();
    if (action === "first") this.#go(0, true);
    if (action === "back") this.#go(this.step - 1, true);
    if (action === "on") this.#go(this.step + 1, true);
    if (action === "play") this.figure.redraw();
  }

  #seek(step) {
    this.stop();
    this.#go(step);
  }

  #play() {
    const next = () => (this.step < this.last() ? this.#go(this.step + 1) : (this.stop(), this.figure.redraw()));
    this.#timer = setInterval(next, this.pace);
    this.#go(this.step >= this.last() ? 0 : this.step);
  }

  #go(step, aloud = false) {
    lab.set({ [this.key]: Math.max(0, Math.min(step, this.last())) });
    this.figure.redraw();
    if (aloud && this.say) announce(this.say(this.step));
  }
}
