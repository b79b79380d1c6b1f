/** <lab-curves>: recorded trainings of the Elman network on real sentences, with and without clipping, several seeds. */

import { h } from "../../lib/dom.js";
import { get } from "../lib/ask.js";
import { Figure } from "../lib/figure.js";
import { numbers } from "../lib/labels.js";
import { mean, show } from "../lib/numbers.js";
import { line, logAxis, place, plot } from "../lib/plot.js";

const LAST = 20; // steps whose losses are averaged: each is of a few sentences only

export class Curves extends Figure {
  load() {
    return get("static/clipping.json");
  }

  draw({ runs }) {
    return [
      h("div", { class: "pair" }, place("curves-free", `Loss without clipping, ${runs.length / 2} seeds.`), place("curves-clipped", `Loss with clipping, ${runs.length / 2} seeds.`)),
      numbers("The end of each training", ["Seed", "clipped at", "worst loss", "last loss", "dev F1"],
        runs.map((run) => [String(run.seed), run.clip_norm ? show(run.clip_norm) : "–", show(Math.max(...run.loss)), show(mean(run.loss.slice(-LAST))), `${run.dev_f1.at(-1).toFixed(1)} %`])),
    ];
  }

  drawn({ runs }) {
    const all = runs.flatMap((run) => run.loss);
    for (const [name, clipped] of [["curves-free", false], ["curves-clipped", true]]) {
      plot(this, name, () => ({
        traces: runs.filter((run) => Boolean(run.clip_norm) === clipped).map((run, i) =>
          line(`seed ${run.seed}`, run.loss.map((_, k) => (k + 1) / run.per_epoch), run.loss, ["--lab-1", "--lab-2", "--lab-3", "--lab-4"][i % 4], i)),
        layout: { title: { text: clipped ? "with clipping" : "without clipping", font: { size: 14 } }, margin: { l: 8, r: 12, t: 60, b: 8 }, xaxis: { title: { text: "epochs" } }, yaxis: logAxis("loss a sentence", all) },
      })).catch((problem) => console.warn(problem.message));
    }
  }
}
