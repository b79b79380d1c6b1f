/** <lab-ones>: two inputs, two units of memory, two outputs; every number can be seen and most can be changed. */

import { announce } from "../../lib/announce.js";
import { post } from "../../lib/api.js";
import { draggable } from "../../behaviours/drag.js";
import { h } from "../../lib/dom.js";
import { cellField, choice, Figure } from "../lib/figure.js";
import { table } from "../lib/labels.js";
import { diagram } from "../lib/diagram.js";
import { show } from "../lib/numbers.js";
import { Player } from "../lib/player.js";
import { START } from "../lib/state.js";
import { lab } from "../lib/store.js";

const MOST = 12;
const MATRICES = [
  ["wx", "From inputs to units", "input"],
  ["wa", "From memory to units", "memory"],
  ["wy", "From units to outputs", "unit"],
];

export class Ones extends Figure {
  static keys = ["inputs", "start", "wx", "wa", "wy", "g"];
  static shown = ["step"];

  begin() {
    this.player = new Player(this, {
      key: "step", last: () => this.answer.steps.length - 1,
      say: (step) => spoken(this.answer.steps[step], step),
    });
    this.addEventListener("click", (event) => this.#act(event.target.closest("[data-do]")));
    // dragging begins on a card, but not on what is typed into
    draggable(this, (_, from, to) => this.#move(from, to));
    this.addEventListener("pointerdown", (event) => event.target.closest("input, button") && event.stopImmediatePropagation(), { capture: true });
  }

  load({ inputs, start, wx, wa, wy, g }) {
    return post("api/lab/ones", { inputs, memory: start[0], w_ax: wx, w_aa: wa, w_ya: wy, activation: g });
  }

  draw(answer, state) {
    const { step } = this.player;
    return [
      this.#inputs(state, answer, step),
      this.player.controls(),
      h("div", { class: "worked" },
        h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "The network at this step" }, diagram(answer.steps[step], state, step)),
        h("p", { class: "sum" }, this.#sums(answer.steps[step], state))),
      results(answer, step),
      this.#weights(state),
    ];
  }

  controls(state) {
    return this.#weights(state);
  }

  // Drawing

  #inputs({ inputs }, answer, step) {
    const card = (row, t) => h("li", { class: `input-card ${t === step ? "current" : ""}`, "data-word": t },
      h("span", { class: "input-name" }, `x${"⟨"}${t + 1}${"⟩"}`),
      row.map((_, column) => cellField("inputs", t, column, `Input ${column + 1} of step ${t + 1}`)),
      h("span", { class: "input-tools" },
        h("button", { type: "button", class: "link", "data-do": "earlier", "data-at": t, disabled: t === 0, "aria-label": `Step ${t + 1} one place earlier` }, "←"),
        h("button", { type: "button", class: "link", "data-do": "later", "data-at": t, disabled: t === inputs.length - 1, "aria-label": `Step ${t + 1} one place later` }, "→"),
        h("button", { type: "button", class: "link", "data-do": "drop", "data-at": t, disabled: inputs.length === 1, "aria-label": `Remove step ${t + 1}` }, "×")));
    return h("div", { class: "input-row" },
      h("p", { class: "quiet small" }, "The inputs, in order. Drag a card, or use its arrows, to change the order."),
      h("ol", { class: "input-cards", "data-row": 0 }, inputs.map(card)),
      h("p", {}, h("button", { type: "button", class: "button", "data-do": "add", disabled: inputs.length >= MOST }, "Add an input"), " ",
        h("button", { type: "button", class: "button", "data-do": "restore" }, "All ones again")));
  }

  #weights({ g, start }) {
    const matrix = ([key, title, from]) => h("fieldset", { class: "weights" }, h("legend", {}, title),
      [0, 1].map((row) => h("div", {}, [0, 1].map((column) => cellField(key, row, column, `Weight from ${from} ${column + 1} to ${key === "wy" ? "output" : "unit"} ${row + 1}`)))));
    return h("div", { class: "lab-controls" }, MATRICES.map(matrix),
      h("fieldset", { class: "weights" }, h("legend", {}, "First memory"), h("div", {}, start[0].map((_, column) => cellField("start", 0, column, `First memory ${column + 1}`)))),
      choice("g", "Activation", [["linear", "linear"], ["tanh", "tanh"]], g));
  }

  /** The sums of this step in full: a₁ = 1·1 + 1·1 + 1·0 + 1·0 = 2. */
  #sums(step, { wx, wa, wy, g }) {
    const product = (weight, value) => `${show(weight)}·${value < 0 ? `(${show(value)})` : show(value)}`;
    const unit = (row) => [...wx[row].map((weight, i) => product(weight, step.inputs[i])), ...wa[row].map((weight, i) => product(weight, step.before[i]))].join(" + ");
    const output = (row) => wy[row].map((weight, i) => product(weight, step.memory[i])).join(" + ");
    const lower = ["₁", "₂"];
    return [
      ...lower.map((name, row) => h("span", {}, g === "tanh" ? `a${name} = tanh(${unit(row)}) = tanh(${show(step.sums[row])}) = ${show(step.memory[row])}` : `a${name} = ${unit(row)} = ${show(step.memory[row])}`)),
      ...lower.map((name, row) => h("span", {}, `y${name} = ${output(row)} = ${show(step.outputs[row])}`)),
    ];
  }

  // Changing

  #act(button) {
    const at = Number(button?.dataset.at);
    const { inputs } = lab.state;
    const action = button?.dataset.do;
    if (action === "earlier") this.#move(at, at - 1);
    if (action === "later") this.#move(at, at + 1);
    if (action === "drop") lab.set({ inputs: inputs.filter((_, t) => t !== at) });
    if (action === "add") lab.set({ inputs: [...inputs, [1, 1]] });
    if (action === "restore") lab.set(Object.fromEntries(["inputs", "start", "wx", "wa", "wy", "g", "step"].map((key) => [key, START[key]])));
  }

  #move(from, to) {
    const inputs = [...lab.state.inputs];
    inputs.splice(to, 0, ...inputs.splice(from, 1));
    lab.set({ inputs });
    announce(`Input ${from + 1} is now number ${to + 1}.`);
  }
}

function results({ steps }, current) {
  const pair = (numbers) => `(${numbers.map((number) => show(number)).join(", ")})`;
  const row = (title, part) => h("tr", {}, h("th", { scope: "row" }, title), steps.map((step, t) => h("td", { class: t === current ? "current" : null }, pair(step[part]))));
  return table("All steps",
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Step"), steps.map((_, t) => h("th", { scope: "col", class: t === current ? "reading" : null }, String(t + 1))))),
    h("tbody", {}, row("inputs", "inputs"), row("memory before", "before"), row("memory after", "memory"), row("outputs", "outputs")));
}

function spoken(step, number) {
  const list = (numbers) => numbers.map((each) => show(each)).join(" and ");
  return `Step ${number + 1}: inputs ${list(step.inputs)}, memory before ${list(step.before)}, memory after ${list(step.memory)}, outputs ${list(step.outputs)}.`;
}
