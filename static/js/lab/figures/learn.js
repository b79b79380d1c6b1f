/** <lab-learn>: a small tagger trained live on a few sentences that the reader can change. */

import { announce } from "../../lib/announce.js";
import { h } from "../../lib/dom.js";
import { architecture, plainTag } from "../../lib/labels.js";
import { get } from "../lib/ask.js";
import { field, Figure } from "../lib/figure.js";
import { table, tagCell } from "../lib/labels.js";
import { show } from "../lib/numbers.js";
import { line, logAxis, place, plot } from "../lib/plot.js";
import { Run } from "../lib/run.js";
import { ARCHITECTURES, START } from "../lib/state.js";
import { lab } from "../lib/store.js";

const STEPS = 300;
const COUNT = 16;

export class Learn extends Figure {
  static keys = ["lines", "probe", "net", "hidden", "lr", "lclip", "lseed"];
  #steps = [];
  #probe = null;

  begin() {
    this.run = new Run(this, "api/lab/learn", STEPS, {
      clear: () => {
        this.#steps = [];
        this.#probe = null;
      },
      take: ({ steps, probe }) => {
        this.#steps.push(...steps);
        this.#probe = probe;
      },
      end: () => announce(`Trained: ${this.#probe.map(({ text, tag }) => (tag === "O" ? text : `${text}, ${plainTag(tag)}`)).join("; ")}.`),
    });
    this.addEventListener("click", (event) => event.target.closest("[data-do=toys]") && this.#toys());
  }

  async load({ lines, probe, net, hidden, lr, lclip, lseed }) {
    if (!START.lines) {
      lab.begin("lines", await toys(1));
      return this.load(lab.state);
    }
    const sentences = lines.split("\n").filter((each) => each.trim());
    this.run.reset({ sentences, probe, architecture: net, hidden_size: hidden, learning_rate: lr, clip_norm: lclip, seed: lseed });
    return {};
  }

  draw(_, { net }) {
    return [
      h("div", { class: "learn" },
        h("label", { class: "lab-field wide" }, h("span", {}, "Sentences to learn, one a line, slots in brackets"),
          h("textarea", { "data-key": "lines", class: "field-input lines", rows: 9, spellcheck: "false", autocomplete: "off", maxlength: 5000 })),
        h("div", {},
          h("p", {}, h("button", { type: "button", class: "button", "data-do": "toys" }, "Other sentences by chance")),
          h("label", { class: "lab-field wide" }, h("span", {}, "A sentence to try, never learnt from"), h("input", { "data-key": "probe", class: "field-input", maxlength: 200, spellcheck: "false", autocomplete: "off" })),
          h("div", { class: "lab-controls" },
            h("label", { class: "lab-field" }, h("span", {}, "Network"), h("select", { "data-key": "net", class: "select", autocomplete: "off" },
              ARCHITECTURES.map((name) => h("option", { value: name, selected: name === net }, architecture(name).name)))),
            field("hidden", "Units", { step: 1 }), field("lr", "Learning rate"), field("lclip", "Clip at norm (0: never)"), field("lseed", "Seed", { step: 1 })))),
      this.run.controls("Train"),
      h("div", { class: "pair" }, place("learn-loss", this.#told("loss")), place("learn-norm", this.#told("norm"))),
      this.#probed(),
    ];
  }

  drawn(_, { lclip }) {
    const steps = this.#steps.map((each) => each.step);
    const axis = { title: { text: "steps" }, range: [0, STEPS] };
    const chart = (name, part, title, more) => plot(this, name, () => ({
      traces: [line(title, steps, this.#steps.map((each) => each[part] || null), "--lab-1"), ...more],
      layout: { xaxis: axis, yaxis: logAxis(title, this.#steps.map((each) => each[part])), showlegend: more.length > 0 },
    })).catch((problem) => console.warn(problem.message));
    chart("learn-loss", "loss", "loss a sentence", []);
    chart("learn-norm", "norm", "length of the gradient", lclip ? [line("clipped above", [0, STEPS], [lclip, lclip], "--quiet", 1)] : []);
  }

  /** The probe sentence as it is labelled so far. */
  #probed() {
    if (!this.#probe) return h("p", { class: "quiet" }, "Press Train: the sentence to try is labelled anew a few times a second while the network learns.");
    return table("The sentence to try", h("thead", {}, h("tr", {}, this.#probe.map(({ text }) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, h("tr", { "data-probe": true }, this.#probe.map(({ tag, score }) => tagCell(tag, score)))));
  }

  #told(part) {
    const last = this.#steps.at(-1);
    return last ? `${part === "loss" ? "Loss" : "Length of the gradient"}: ${show(this.#steps[0][part])} at step 1, ${show(last[part])} at step ${last.step}.` : "Empty until the network is trained.";
  }

  async #toys() {
    lab.set({ lines: await toys(1 + Math.floor(Math.random() * 999)) });
  }
}

/** Sentences of the toy grammar, one a line. */
async function toys(seed) {
  const { sentences } = await get(`api/lab/sentences?count=${COUNT}&seed=${seed}`);
  return sentences.join("\n");
}
