/** Charts by plotly, which is loaded when the first chart is drawn. Colours are those of the page, in both themes. */

import { h } from "../../lib/dom.js";
import { tenTo } from "./numbers.js";

const SOURCE = "static/plotly/plotly.min.js";
const CONFIG = { displaylogo: false, responsive: true, displayModeBar: false };
const MARKS = 7; // on a logarithmic axis, at most
const DASHES = ["solid", "dash", "dot", "dashdot", "longdash"];

/** The colours of the three kinds of network, by name. Each is told apart by its dashes, too. */
export const INKS = { elman: "--lab-1", gru: "--lab-2", lstm: "--lab-3", other: "--lab-4", quiet: "--quiet", ink: "--ink" };

const drawn = new Map(); // place -> how to draw it again in another theme
let loading = null;

/** An empty place for a chart: its words for those who listen, and room that is kept while it loads.
 *
 * The chart lives in a node of its own inside, which drawing the figure anew leaves alone.
 */
export function place(name, label, kind = "") {
  return h("div", { class: `chart ${kind}`, "data-own": true, "data-chart": name, "data-key": `chart-${name}`, role: "img", "aria-label": label });
}

/** Draw into a place of `figure`: `make(colour)` gives { traces, layout } with colours by name. */
export async function plot(figure, name, make) {
  const plotly = await load();
  const frame = figure.querySelector(`[data-chart="${name}"]`);
  if (!frame) return null;
  const target = frame.firstElementChild ?? frame.appendChild(h("div", { class: "chart-body" }));
  const draw = () => {
    const { traces, layout } = make(colour);
    return plotly.react(target, traces, merged(layout), { ...CONFIG, ...(layout.config ?? {}) });
  };
  drawn.set(target, draw);
  await draw();
  return target;
}

/** A line of a chart. */
export function line(name, x, y, ink, dash = 0, more = {}) {
  return { type: "scatter", mode: "lines", name, x, y, line: { color: colour(ink), width: 2.5, dash: DASHES[dash] }, ...more };
}

/** A logarithmic axis over some numbers, marked at powers of ten in plain letters. */
export function logAxis(title, values) {
  const sizes = values.filter((value) => value > 0).map(Math.log10);
  const [low, high] = sizes.length ? [Math.floor(Math.min(...sizes)), Math.ceil(Math.max(...sizes))] : [-1, 1];
  const apart = Math.max(1, Math.ceil((high - low) / MARKS));
  const exponents = Array.from({ length: Math.floor((high - low) / apart) + 1 }, (_, k) => low + k * apart);
  return {
    type: "log", title: { text: title }, range: [low - 0.15, Math.max(high, low + 1) + 0.15],
    tickvals: exponents.map((exponent) => 10 ** exponent), ticktext: exponents.map((exponent) => (exponent ? tenTo(exponent) : "1")),
  };
}

/** A named colour of the page as plotly reads it, whatever notation the style sheet has. */
export function colour(name) {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const probe = document.body.appendChild(h("span", { hidden: true, vars: { color: `var(${name})` } }));
  context.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

function merged(layout) {
  const axis = { color: colour("--quiet"), gridcolor: colour("--line"), zerolinecolor: colour("--line"), automargin: true };
  const { xaxis, yaxis, scene, ...rest } = layout;
  return {
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", margin: { l: 8, r: 12, t: 12, b: 8 },
    font: { family: getComputedStyle(document.body).fontFamily, size: 13, color: colour("--ink") },
    legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 0 }, hovermode: "x unified",
    hoverlabel: { bgcolor: colour("--card"), bordercolor: colour("--edge"), font: { color: colour("--ink") } },
    xaxis: { ...axis, ...xaxis }, yaxis: { ...axis, ...yaxis },
    ...(scene ? { scene: Object.fromEntries(Object.entries(scene).map(([key, value]) => [key, key.endsWith("axis") ? { ...axis, ...value } : value])) } : {}),
    ...rest,
  };
}

function load() {
  loading ??= new Promise((resolve, reject) => {
    const script = h("script", { src: SOURCE });
    script.addEventListener("load", () => resolve(globalThis.Plotly));
    script.addEventListener("error", () => reject(new Error("The charts could not be loaded.")));
    document.head.append(script);
  });
  return loading;
}

function again() {
  for (const [target, draw] of drawn) target.isConnected ? draw() : drawn.delete(target);
}

new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
