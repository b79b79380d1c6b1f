/** <lab-recall>: three networks learn to remember a letter, live; how far back each one can. */

import { announce } from "../../lib/announce.js";
import { h } from "../../lib/dom.js";
import { field, Figure } from "../lib/figure.js";
import { NETWORKS, numbers } from "../lib/labels.js";
import { count, mean } from "../lib/numbers.js";
import { INKS, line, place, plot } from "../lib/plot.js";
import { Run } from "../lib/run.js";
import { CELLS } from "../lib/state.js";

const STEPS = 400;
const GUESSING = 0.25;
const RIGHT = 0.9; // the share of right answers that counts as remembering

export class Recall extends Figure {
  static keys = ["far", "cseed"];
  #recall = null;

  begin() {
    this.run = new Run(this, "api/lab/recall", STEPS, {
      clear: () => (this.#recall = null),
      take: ({ recall }) => (this.#recall = recall),
      end: () => announce(verdict(this.#recall)),
    });
  }

  /** What is asked for; another question begins anew. */
  async load({ far, cseed }) {
    this.run.reset({ farthest: far, seed: cseed });
    return {};
  }

  draw() {
    return [
      h("div", { class: "lab-controls" }, field("far", "Farthest distance, in letters", { step: 1 }), field("cseed", "Seed", { step: 1 })),
      this.run.controls("Train the three networks"),
      place("recall", this.#recall ? verdict(this.#recall) : "Empty until the networks are trained."),
      h("p", { class: "verdict" }, this.#recall ? verdict(this.#recall) : "Nothing trained yet: guessing is right once in four."),
      this.#recall && numbers("The numbers", ["Letters in between", ...CELLS.map((cell) => NETWORKS[cell])],
        this.#recall.elman.map((_, gap) => [String(gap), ...CELLS.map((cell) => `${Math.round(this.#recall[cell][gap] * 100)} %`)])),
    ];
  }

  drawn(_, { far }) {
    const gaps = Array.from({ length: far + 1 }, (__, gap) => gap);
    const recall = this.#recall;
    plot(this, "recall", () => ({
      traces: [...(recall ? CELLS.map((cell, dash) => line(NETWORKS[cell], gaps, recall[cell], INKS[cell], dash, { mode: "lines+markers" })) : []),
        line("guessing", [0, far], [GUESSING, GUESSING], INKS.quiet, 2)],
      layout: { xaxis: { title: { text: "letters in between" }, range: [-0.5, far + 0.5] }, showlegend: true, yaxis: { range: [0, 1.05], tickformat: ".0%", title: { text: "right answers" } } },
    })).catch((problem) => console.warn(problem.message));
  }
}

/** How far back each network can, and how often it is right. */
function verdict(recall) {
  if (!recall) return "";
  return `${CELLS.map((cell) => {
    const first = recall[cell].findIndex((share) => share < RIGHT);
    const reach = first < 0 ? "remembers at every distance" : first === 0 ? "cannot be relied on even for the last letter" : `remembers over up to ${count(first - 1, "letter")}`;
    return `${NETWORKS[cell]} ${reach} (${Math.round(mean(recall[cell]) * 100)} % right)`;
  }).join("; ")}.`;
}
