/** <lab-cliff>: the error surface of one unit, in space and from above, with two ways down from where the reader starts. */

import { announce } from "../../lib/announce.js";
import { post } from "../../lib/api.js";
import { h } from "../../lib/dom.js";
import { get } from "../lib/ask.js";
import { field, Figure } from "../lib/figure.js";
import { numbers } from "../lib/labels.js";
import { show } from "../lib/numbers.js";
import { colour, line, place, plot } from "../lib/plot.js";
import { Player } from "../lib/player.js";
import { lab } from "../lib/store.js";

const STEPS = 100;
const ROOM = 1.35; // width to height of a place that holds the surface with its axes' names; it stands farther away in others
const WAYS = { unclipped: ["without clipping", "--lab-1"], clipped: ["with clipping", "--lab-2"] };

export class Cliff extends Figure {
  static keys = ["sw", "sb", "rate", "clip"];
  static shown = ["walked"];

  begin() {
    this.player = new Player(this, { key: "walked", last: () => STEPS, pace: 90, first: 0, say: (step) => verdict(this.answer, step) });
  }

  async load({ sw, sb, rate, clip }) {
    const [surface, ways] = await Promise.all([get("api/lab/surface"), post("api/lab/descent", { weight: sw, bias: sb, rate, clip, steps: STEPS })]);
    return { surface, ways };
  }

  controls() {
    return h("div", { class: "lab-controls" }, field("sw", "Start: weight", { step: 0.05 }), field("sb", "Start: bias", { step: 0.05 }),
      field("rate", "Learning rate", { step: 0.05 }), field("clip", "Clip at norm", { step: 0.05 }));
  }

  draw(answer) {
    const { step } = this.player;
    return [
      this.controls(),
      this.player.controls(),
      h("div", { class: "pair" },
        place("contour", `The surface from above. Click to start elsewhere. ${verdict(answer, step)}`, "tall"),
        place("surface", "The surface in space: a flat plain high up, a steep wall, and a valley at its foot.", "tall")),
      h("p", { class: "verdict" }, verdict(answer, step)),
      numbers("Every tenth step", ["Step", ...Object.values(WAYS).flatMap(([name]) => [`loss ${name}`, `gradient ${name}`])],
        Array.from({ length: 11 }, (_, k) => k * 10).map((k) => [String(k), ...Object.keys(WAYS).flatMap((way) => [show(answer.ways[way].places[k].loss), show(answer.ways[way].places[k].norm)])])),
    ];
  }

  drawn({ surface, ways }, state) {
    const { step } = this.player;
    this.#contour(surface, ways, state, step);
    this.#space(surface, ways, step);
  }

  async #contour({ weights, biases, loss }, ways, { sw, sb }, step) {
    const target = await plot(this, "contour", () => ({
      traces: [
        { type: "contour", x: weights, y: biases, z: loss, colorscale: scale(), showscale: false, contours: { coloring: "heatmap", start: 0, end: 0.45, size: 0.05 }, autocontour: false, line: { width: 0.7, color: colour("--quiet"), smoothing: 1.3 }, hovertemplate: "weight %{x:.2f}, bias %{y:.2f}: loss %{z:.3f}<extra></extra>", name: "loss", showlegend: false },
        ...paths(ways, step).map(([name, ink, places], dash) => line(name, places.map((each) => each.weight), places.map((each) => each.bias), ink, dash, { mode: "lines+markers", marker: { size: 5 }, hoverinfo: "skip" })),
        { type: "scatter", mode: "markers", name: "start", x: [sw], y: [sb], marker: { symbol: "x", size: 12, color: colour("--ink") }, hoverinfo: "skip" },
      ],
      layout: { xaxis: { title: { text: "weight" }, range: ends(weights), zeroline: false }, yaxis: { title: { text: "bias" }, range: ends(biases), zeroline: false }, hovermode: "closest", dragmode: false },
    })).catch((problem) => console.warn(problem.message));
    if (target && !target.dataset.clicks) {
      target.dataset.clicks = "taken";
      target.on("plotly_click", ({ points }) => {
        lab.set({ sw: points[0].x, sb: points[0].y, walked: STEPS });
        announce(`Start at weight ${show(points[0].x)}, bias ${show(points[0].y)}.`);
      });
    }
  }

  #space({ weights, biases, loss }, ways, step) {
    const { clientWidth, clientHeight } = this.querySelector("[data-chart=surface]");
    const far = Math.max(1, (ROOM * clientHeight) / clientWidth);
    const within = ({ weight, bias }) => weight >= weights[0] && weight <= weights.at(-1) && bias >= biases[0] && bias <= biases.at(-1);
    plot(this, "surface", () => ({
      traces: [
        { type: "surface", x: weights, y: biases, z: loss, colorscale: scale(), showscale: false, opacity: 0.92, hoverinfo: "skip" },
        ...paths(ways, step).map(([name, ink, places]) => {
          const inside = places.map((each) => (within(each) ? each : null));
          return { type: "scatter3d", mode: "lines", name, x: inside.map((each) => each?.weight ?? null), y: inside.map((each) => each?.bias ?? null), z: inside.map((each) => (each ? each.loss + 0.012 : null)), line: { color: colour(ink), width: 7 } };
        }),
      ],
      layout: {
        scene: { xaxis: sparse("weight"), yaxis: sparse("bias"), zaxis: sparse("loss"), camera: { eye: { x: -1.5 * far, y: 1.75 * far, z: far }, center: { x: 0.09, y: 0.08, z: -0.12 } }, aspectratio: { x: 1.1, y: 1.1, z: 0.7 } },
        showlegend: false, uirevision: "kept", margin: { l: 0, r: 0, t: 0, b: 0 },
      },
    })).catch((problem) => console.warn(problem.message));
  }
}

/** An axis in space: small letters, since near the edge there is little room. */
function sparse(title) {
  return { title: { text: title, font: { size: 12 } }, tickfont: { size: 10 }, nticks: 5 };
}

function paths(ways, step) {
  return Object.entries(WAYS).map(([way, [name, ink]]) => [name, ink, ways[way].places.slice(0, step + 1)]);
}

function scale() {
  return [[0, colour("--low")], [0.12, colour("--mid")], [1, colour("--high")]];
}

function ends(values) {
  return [values[0], values.at(-1)];
}

/** Where both ways are after some steps, and the longest leap so far. */
function verdict({ ways }, step) {
  return Object.entries(WAYS).map(([way, [name]]) => {
    const { places, leap } = ways[way];
    const here = places[step];
    const length = leap ? Math.hypot(places[leap].weight - places[leap - 1].weight, places[leap].bias - places[leap - 1].bias) : 0;
    const jump = leap && leap <= step && length > 0.5 ? `; at step ${leap} a gradient of ${show(places[leap - 1].norm, 2)} threw it ${show(length, 2)} away` : "";
    return `${name[0].toUpperCase()}${name.slice(1)}, after ${step} steps: weight ${show(here.weight)}, bias ${show(here.bias)}, loss ${show(here.loss, 2)}${jump}`;
  }).join(". ").concat(".");
}
