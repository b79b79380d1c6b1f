/** <lab-forward>: one step of the trained Elman network with its own matrices, term by term. */

import { post } from "../../lib/api.js";
import { h } from "../../lib/dom.js";
import { percent, plainTag } from "../../lib/labels.js";
import { get } from "../lib/ask.js";
import { field, Figure } from "../lib/figure.js";
import { shades, strip } from "../lib/heat.js";
import { show } from "../lib/numbers.js";
import { Player } from "../lib/player.js";

const MODEL = "flights/elman";

export class Forward extends Figure {
  static keys = ["text"];
  static shown = ["at", "unit"];

  begin() {
    this.player = new Player(this, {
      key: "at", noun: "Word", last: () => this.answer.words.length - 1,
      say: (step) => `${this.answer.words[step]}: ${plainTag(this.answer.likely[step][0].tag)}, ${percent(this.answer.likely[step][0].score)}.`,
    });
  }

  async load({ text }) {
    const [passed, weights] = await Promise.all([post("api/lab/forward", { model: MODEL, text }), get(`api/lab/weights/${MODEL}`)]);
    return { ...passed, weights };
  }

  controls() {
    return sentenceField();
  }

  draw(answer, state) {
    const { step } = this.player;
    const { elman, weights, words, states, features } = answer;
    const hidden = weights.w_aa.rows;
    const unit = Math.min(state.unit, hidden) - 1;
    const marked = { "--unit": `${((unit + 0.5) / hidden) * 100}%` };
    const sums = elman.bias.map((bias, u) => bias + elman.memory_terms[step][u] + elman.input_terms[step][u]);
    const matrix = (name, sign, width) => part(h("span", { class: "matrix", vars: { "--wide": width, ...marked } }, shades(sign)), name, `${sign.rows} × ${sign.columns}`);
    const vector = (values, name, note, unitToo = true) => part(h("span", { class: unitToo ? "vector marked" : "vector", vars: { "--tall": values.length / hidden, ...marked } }, strip(values, name.startsWith("sum") ? 2 : 1)), name, note);
    return [
      sentenceField(),
      this.player.controls(),
      reading(words, step),
      h("figure", { class: "equation", role: "img", "aria-label": spoken(answer, step) },
        matrix("Wₐₐ", weights.w_aa, 1), sign("·"), vector(elman.before[step], "a⟨t−1⟩", step ? `after “${words[step - 1]}”` : "empty"),
        sign("+"), matrix("Wₐₓ", weights.w_ax, weights.w_ax.columns / hidden), sign("·"), vector(features[step], "x⟨t⟩", `“${words[step]}”`, false),
        sign("+"), vector(elman.bias, "bₐ", `${hidden}`), sign("="), vector(sums, "sum", `${hidden}`), sign("→ tanh →"), vector(states[step], "a⟨t⟩", "the new memory")),
      h("div", { class: "lab-controls" }, field("unit", `Unit (1 to ${hidden})`, { max: hidden, step: 1 })),
      h("p", { class: "sum" },
        h("span", {}, `unit ${unit + 1}: tanh(${show(elman.memory_terms[step][unit])} + ${signed(elman.input_terms[step][unit])} + ${signed(elman.bias[unit])}) = tanh(${show(sums[unit])}) = ${show(states[step][unit])}`),
        h("span", { class: "quiet" }, "from memory + from the word + bias")),
      h("p", { class: "quiet" }, `Stacked, the two products are one: [Wₐₐ Wₐₓ] is ${hidden} × ${hidden + weights.w_ax.columns}, and it multiplies a⟨t−1⟩ and x⟨t⟩ written one below the other. The largest difference over the whole sentence is ${show(elman.largest_difference, 2)}: rounding.`),
      h("div", { class: "outcome" },
        h("p", {}, h("strong", {}, "ŷ⟨t⟩"), ` for “${words[step]}”, the likeliest labels (temperature ${show(answer.temperature)}):`),
        h("ol", { class: "likely" }, answer.likely[step].map(({ tag, score }) => h("li", { vars: { "--share": `${score * 100}%` } }, h("span", {}, `${plainTag(tag)}${tag[0] === "I" ? ", continued" : ""}`), h("span", { class: "cell-score" }, percent(score)))))),
    ];
  }
}

/** The reader's sentence, which several pictures share. */
export function sentenceField() {
  return h("div", { class: "lab-controls" }, h("label", { class: "lab-field wide" }, h("span", {}, "Your sentence"),
    h("input", { "data-key": "text", class: "field-input", maxlength: 300, spellcheck: "false", autocomplete: "off" })));
}

/** The words of the sentence, the current one marked. */
function reading(words, step) {
  return h("p", { class: "reading-line", "aria-hidden": "true" }, words.map((word, t) => [h("span", { class: t === step ? "now" : t > step ? "unread" : null }, word), " "]));
}

function part(picture, name, note) {
  return h("span", { class: "part" }, picture, h("span", { class: "part-name" }, name), h("span", { class: "part-note" }, note));
}

function sign(text) {
  return h("span", { class: "sign" }, text);
}

function signed(value) {
  return value < 0 ? `(${show(value)})` : show(value);
}

function spoken({ words, weights, likely }, step) {
  const { w_aa: memory, w_ax: input } = weights;
  return `Word ${step + 1}, ${words[step]}: the ${memory.rows} by ${memory.columns} matrix times the memory, plus the ${input.rows} by ${input.columns} matrix times the word, plus the bias; tanh of the sum is the new memory. Likeliest label: ${plainTag(likely[step][0].tag)}.`;
}
