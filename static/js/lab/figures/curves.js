/** <lab-curves>: recorded trainings of the Elman network on real sentences, with and without clipping, several seeds. */

import { h } from "../../lib/dom.js";
import { get } from "../lib/ask.js";
import { Figure } from "../lib/figure.js";
import { numbers } from "../lib/labels.js";
import { mean, show } from "../lib/numbers.js";
import { line, logAxis, place, plot } from "../lib/plot.js";

const TOGETHER = 10; // steps whose losses are averaged: each is of a few sentences only
const CHARTS = [["curves-free", "Without clipping", (run) => !run.clip_norm], ["curves-clipped", "With clipping", (run) => run.clip_norm]];
const INKS = ["--lab-1", "--lab-2", "--lab-3", "--lab-4"]; // a seed each

export class Curves extends Figure {
  load() {
    return get("static/clipping.json");
  }

  draw({ runs }) {
    return [
      h("div", { class: "pair" }, CHARTS.map(([name, title]) =>
        h("div", {}, h("p", { class: "part-title" }, title), place(name, `Loss of ${runs.length / 2} seeds ${title.toLowerCase()}.`)))),
      h("p", { class: "quiet small" }, `Each point is the mean of ${TOGETHER} steps, since a step sees only a few sentences.`),
      numbers("The end of each training", ["Seed", "clipped at", "worst loss", "last loss", "dev F1"],
        runs.map((run) => [String(run.seed), run.clip_norm ? show(run.clip_norm) : "–", show(Math.max(...run.loss)), show(mean(run.loss.slice(-TOGETHER))), `${run.dev_f1.at(-1).toFixed(1)} %`])),
    ];
  }

  drawn({ runs }) {
    const all = runs.flatMap((run) => smooth(run.loss));
    for (const [name, , chosen] of CHARTS) {
      plot(this, name, () => ({
        traces: runs.filter(chosen).map((run, i) =>
          line(`seed ${run.seed}`, smooth(run.loss).map((_, k) => ((k + 1) * TOGETHER) / run.per_epoch), smooth(run.loss), INKS[i], i)),
        layout: { xaxis: { title: { text: "epochs" } }, yaxis: logAxis("loss a sentence", all) },
      })).catch((problem) => console.warn(problem.message));
    }
  }
}

/** The means of neighbours. */
function smooth(losses) {
  return Array.from({ length: Math.floor(losses.length / TOGETHER) }, (_, k) => mean(losses.slice(k * TOGETHER, (k + 1) * TOGETHER)));
}
