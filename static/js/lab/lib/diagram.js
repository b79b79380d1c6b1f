/** The all-ones network as a drawing: a circle for every number that is kept, a line for every weight. */

import { svg } from "./svg.js";
import { show } from "./numbers.js";

const SOURCES = [[110, 60], [110, 140], [110, 250], [110, 330]]; // two of memory, two inputs
const UNITS = [[350, 130], [350, 270]];
const OUTPUTS = [[590, 130], [590, 270]];
const RADIUS = 27;
const NEAR = 0.3; // where along a line its numbers stand: near its source they do not meet those of others
const NEARER = 0.22; // those of the two longest lines
const BACK = ["M 350 103 V 18 H 28 V 60 H 76", "M 324 283 V 388 H 28 V 140 H 76"]; // from each unit to its place in memory

/** The network at one step: numbers on every node and edge. */
export function diagram(step, { wx, wa, wy, g }, number) {
  const values = [...step.before, ...step.inputs];
  const edges = [];
  UNITS.forEach((unit, row) => SOURCES.forEach((source, i) => edges.push(edge(source, unit, i < 2 ? wa[row][i] : wx[row][i - 2], values[i], i < 2))));
  OUTPUTS.forEach((output, row) => UNITS.forEach((unit, i) => edges.push(edge(unit, output, wy[row][i], step.memory[i], false))));
  return svg("svg", { class: "diagram", viewBox: "0 0 660 400", role: "img", "aria-label": spoken(step, number) },
    edges.map(([path]) => path),
    svg("defs", {}, arrow()),
    BACK.map((d) => svg("path", { class: "back", d, "marker-end": "url(#lab-arrow)" })),
    edges.map(([, label]) => label),
    SOURCES.slice(0, 2).map((at, i) => node(at, step.before[i], `memory ${i + 1}`, "memory")),
    SOURCES.slice(2).map((at, i) => node(at, step.inputs[i], `input ${i + 1}`, "input")),
    UNITS.map((at, i) => node(at, step.memory[i], g === "tanh" ? `tanh ${show(step.sums[i])}` : `unit ${i + 1}`, "unit")),
    OUTPUTS.map((at, i) => node(at, step.outputs[i], `output ${i + 1}`, "output")));
}

function edge([x1, y1], [x2, y2], weight, value, remembered) {
  const near = Math.abs(y2 - y1) > 180 ? NEARER : NEAR;
  const [x, y] = [x1 + (x2 - x1) * near, y1 + (y2 - y1) * near];
  const path = svg("line", { class: remembered ? "edge remembered" : "edge", x1, y1, x2, y2, "stroke-width": 1 + Math.min(4, Math.abs(weight)) });
  return [path, svg("text", { class: "edge-label", x, y: y + 4 }, `${show(weight)}·${show(value)}`)];
}

function node([x, y], value, name, kind) {
  return svg("g", { class: `node ${kind}` },
    svg("circle", { cx: x, cy: y, r: RADIUS }),
    svg("text", { class: "node-value", x, y: y + 5 }, show(value)),
    svg("text", { class: "node-name", x, y: y + RADIUS + 15 }, name));
}

function arrow() {
  return svg("marker", { id: "lab-arrow", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, orient: "auto" },
    svg("path", { class: "arrow", d: "M 0 0 L 10 5 L 0 10 z" }));
}

function spoken(step, number) {
  const list = (values) => values.map((value) => show(value)).join(" and ");
  return `Step ${number + 1}. Inputs ${list(step.inputs)}; memory before ${list(step.before)}; units, kept as memory, ${list(step.memory)}; outputs ${list(step.outputs)}.`;
}
