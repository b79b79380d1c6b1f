/** <lab-matrix>: a random recurrent matrix, its eigenvalues, and what becomes of a gradient on its way back. */

import { post } from "../../lib/api.js";
import { h } from "../../lib/dom.js";
import { field, Figure } from "../lib/figure.js";
import { show } from "../lib/numbers.js";
import { colour, line, logAxis, place, plot } from "../lib/plot.js";

const STEPS = 60;

export class Matrix extends Figure {
  static keys = ["size", "radius", "seed"];

  load({ size, radius, seed }) {
    return post("api/lab/matrix", { size, radius, seed, steps: STEPS });
  }

  draw({ linear, tanh }, { size, radius }) {
    return [
      h("div", { class: "lab-controls" },
        h("label", { class: "lab-field slider" }, h("span", {}, "Spectral radius"), h("input", { "data-key": "radius", type: "range", min: 0.5, max: 2, step: 0.01, autocomplete: "off" })),
        field("radius", "exactly"), field("size", "Units", { step: 1 }), field("seed", "Seed", { step: 1 })),
      h("div", { class: "pair" },
        place("eigenvalues", `The ${size} eigenvalues in the complex plane; the farthest from 0 is at ${show(radius)}.`, "square"),
        place("fate", verdict(linear, tanh))),
      h("p", { class: "verdict" }, verdict(linear, tanh)),
    ];
  }

  drawn({ eigenvalues, linear, tanh }, { radius }) {
    const circle = Array.from({ length: 121 }, (_, k) => (k * Math.PI) / 60);
    const round = (size, name, ink, dash) => line(name, circle.map((angle) => size * Math.cos(angle)), circle.map((angle) => size * Math.sin(angle)), ink, dash, { hoverinfo: "skip" });
    const reach = Math.max(1.1, radius * 1.1);
    const axis = { range: [-reach, reach], zeroline: true };
    plot(this, "eigenvalues", () => ({
      traces: [round(1, "1", "--quiet", 1), round(radius, "radius", "--accent", 2),
        { type: "scatter", mode: "markers", name: "eigenvalues", x: eigenvalues.map(([real]) => real), y: eigenvalues.map(([, imaginary]) => imaginary), marker: { color: colour("--accent"), size: 8 } }],
      layout: { xaxis: { ...axis, title: { text: "real part" } }, yaxis: { ...axis, scaleanchor: "x", title: { text: "imaginary part" } }, hovermode: "closest" },
    })).catch((problem) => console.warn(problem.message));
    const steps = linear.map((_, k) => k);
    plot(this, "fate", () => ({
      traces: [line("linear network", steps, linear, "--lab-1"), line("tanh network", steps, tanh, "--lab-2", 1)],
      layout: { xaxis: { title: { text: "steps back" } }, yaxis: logAxis("largest stretch", [...linear, ...tanh]) },
    })).catch((problem) => console.warn(problem.message));
  }
}

function verdict(linear, tanh) {
  const told = (name, values) => `${name} ${values.at(-1) < 1e-3 ? "has vanished" : values.at(-1) > 1e3 ? "has exploded" : "is still within reach"} (${show(values.at(-1), 2)})`;
  return `After ${STEPS} steps the gradient of the ${told("linear network", linear)}; that of the ${told("tanh network", tanh)}.`;
}
