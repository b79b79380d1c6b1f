/** <lab-powers>: one weight multiplied by itself, as a gradient is on its way back. */

import { post } from "../../lib/api.js";
import { h } from "../../lib/dom.js";
import { field, Figure } from "../lib/figure.js";
import { show } from "../lib/numbers.js";
import { line, logAxis, place, plot } from "../lib/plot.js";

const KNOWN = [1.01, 1, 0.99, 0.01];
const FLOOR = 1e-10; // of the picture: below that it is nothing

export class Powers extends Figure {
  static keys = ["w", "n"];

  async load({ w, n }) {
    const { powers } = await post("api/lab/powers", { weights: [...KNOWN, w], count: n });
    return { powers, w, n };
  }

  draw({ powers, w, n }) {
    return [
      h("div", { class: "lab-controls" },
        h("label", { class: "lab-field slider" }, h("span", {}, "Weight w"), h("input", { "data-key": "w", type: "range", min: 0.9, max: 1.1, step: 0.001, autocomplete: "off" })),
        field("w", "exactly"),
        h("label", { class: "lab-field slider" }, h("span", {}, "Steps n"), h("input", { "data-key": "n", type: "range", min: 1, max: 1000, step: 1, autocomplete: "off" })),
        field("n", "exactly", { step: 1 })),
      h("p", { class: "sum big", "data-result": true }, power(show(w, 4), n, powers.at(-1).at(-1))),
      place("powers", `${show(w, 4)} to the power ${n} is ${show(powers.at(-1).at(-1), 5)}. ${KNOWN.map((each, i) => `${each}: ${show(powers[i].at(-1), 5)}`).join("; ")}.`),
      h("ul", { class: "known" }, KNOWN.map((each, i) => h("li", {}, power(each, n, powers[i].at(-1))))),
    ];
  }

  drawn({ powers, w, n }) {
    const steps = Array.from({ length: n + 1 }, (_, k) => k);
    const sizes = (values) => values.map((value) => (Math.abs(value) >= FLOOR ? Math.abs(value) : null));
    plot(this, "powers", () => ({
      traces: [...KNOWN.map((each, i) => line(String(each), steps, sizes(powers[i]), "--quiet", i + 1)),
        line(`w = ${show(w, 4)}`, steps, sizes(powers.at(-1)), "--accent")],
      layout: { xaxis: { title: { text: "steps back" } }, yaxis: logAxis("size of w to the n", [...powers.flatMap(sizes)]) },
    })).catch((problem) => console.warn(problem.message));
  }
}

function power(weight, count, value) {
  return h("span", {}, String(weight), h("sup", {}, String(count)), ` = ${show(value, 5)}`);
}
