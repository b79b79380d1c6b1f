/** The all-ones network as a drawing: a circle for every number that is kept, a line for every weight. */

import { svg } from "./svg.js";
import { show } from "./numbers.js";

const SOURCES = [[110, 60], [110, 140], [110, 250], [110, 330]]; // two of memory, two inputs
const UNITS = [[350, 130], [350, 270]];
const OUTPUTS = [[590, 130], [590, 270]];
const RADIUS = 27;
const NEAR = 0.3; // where along a line its numbers stand: near its source they do not meet those of others

/** The network at one step: numbers on every node and edge. */
export function diagram(step, { wx, wa, wy, g }, number) {
  const values = [...step.before, ...step.inputs];
  const edges = [];
  UNITS.forEach((unit, row) => SOURCES.forEach((source, i) => edges.push(edge(source, unit, i < 2 ? wa[row][i] : wx[row][i - 2], values[i], i < 2))));
  OUTPUTS.forEach((output, row) => UNITS.forEach((unit, i) => edges.push(edge(unit, output, wy[row][i], step.memory[i], false))));
  return svg("svg", { class: "diagram", viewBox: "0 0 700 390", role: "img", "aria-label": spoken(step, number) },
    edges.map(([path]) => path),
    UNITS.map((unit, i) => back(unit, i)),
    edges.map(([, label]) => label),
    SOURCES.slice(0, 2).map((at, i) => node(at, step.before[i], `memory ${i + 1}`, "memory")),
    SOURCES.slice(2).map((at, i) => node(at, step.inputs[i], `input ${i + 1}`, "input")),
    UNITS.map((at, i) => node(at, step.memory[i], g === "tanh" ? `tanh ${show(step.sums[i])}` : `unit ${i + 1}`, "unit")),
    OUTPUTS.map((at, i) => node(at, step.outputs[i], `output ${i + 1}`, "output")));
}

function edge([x1, y1], [x2, y2], weight, value, remembered) {
  const [x, y] = [x1 + (x2 - x1) * NEAR, y1 + (y2 - y1) * NEAR];
  const path = svg("line", { class: remembered ? "edge remembered" : "edge", x1, y1, x2, y2, "stroke-width": 1 + Math.min(4, Math.abs(weight)) });
  return [path, svg("text", { class: "edge-label", x, y: y + 4 }, `${show(weight)}·${show(value)}`)];
}

function node([x, y], value, name, kind) {
  return svg("g", { class: `node ${kind}` },
    svg("circle", { cx: x, cy: y, r: RADIUS }),
    svg("text", { class: "node-value", x, y: y + 5 }, show(value)),
    svg("text", { class: "node-name", x, y: y + RADIUS + 15 }, name));
}

/** What a unit computes is kept for the next step. */
function back([x, y], row) {
  const [mx, my] = SOURCES[row];
  const lift = row ? 385 : 12;
  const path = row
    ? `M ${x} ${y + RADIUS} C ${x} ${lift + 20}, 20 ${lift + 30}, 20 ${my + 60} S 50 ${my}, ${mx - RADIUS - 3} ${my}`
    : `M ${x} ${y - RADIUS} C ${x} ${lift}, 180 ${lift - 12}, ${mx + RADIUS - 4} ${my - RADIUS + 8}`;
  return svg("path", { class: "back", d: path });
}

function spoken(step, number) {
  const list = (values) => values.map((value) => show(value)).join(" and ");
  return `Step ${number + 1}. Inputs ${list(step.inputs)}; memory before ${list(step.before)}; units, kept as memory, ${list(step.memory)}; outputs ${list(step.outputs)}.`;
}
