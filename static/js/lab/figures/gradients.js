/** <lab-gradients>: how far back one word's loss reaches, in three trained networks, on a logarithmic scale. */

import { post } from "../../lib/api.js";
import { h } from "../../lib/dom.js";
import { plainTag } from "../../lib/labels.js";
import { choice, Figure } from "../lib/figure.js";
import { NETWORKS, numbers } from "../lib/labels.js";
import { count, show } from "../lib/numbers.js";
import { INKS, line, logAxis, place, plot } from "../lib/plot.js";
import { CELLS } from "../lib/state.js";
import { lab } from "../lib/store.js";
import { sentenceField } from "./forward.js";

const PARTS = {
  terms: ["Terms of the sum", "size; at the loss itself 1"],
  products: ["Product of Jacobians", "largest stretch by the product"],
  jacobians: ["Each Jacobian", "largest stretch by one step"],
  signals: ["What arrives", "size; at the loss itself 1"],
};

export class Gradients extends Figure {
  static keys = ["text", "loss"];
  static shown = ["part"];

  begin() {
    this.addEventListener("click", (event) => {
      const word = event.target.closest("[data-loss]");
      if (word) lab.set({ loss: Number(word.dataset.loss) });
    });
  }

  async load({ text, loss }) {
    const passed = await post("api/lab/forward", { model: "flights/elman", text });
    const index = Math.min(loss ?? passed.words.length - 1, passed.words.length - 1);
    const found = await Promise.all(CELLS.map((cell) => post("api/lab/gradients", { model: `flights/${cell}`, text, index })));
    return { index, words: passed.words, networks: Object.fromEntries(CELLS.map((cell, i) => [cell, found[i]])) };
  }

  controls() {
    return sentenceField();
  }

  draw(answer, { part }) {
    const { words, index, networks } = answer;
    return [
      sentenceField(),
      h("div", { class: "word-choice", role: "group", "aria-label": "The word whose loss is followed" }, h("span", { class: "quiet" }, "Loss at"),
        words.map((word, t) => h("button", { type: "button", class: "button", "data-loss": t, "aria-pressed": String(t === index) }, word))),
      choice("part", "What is shown", Object.entries(PARTS).map(([key, [name]]) => [key, name]), part),
      place("gradients", `${PARTS[part][0]}, from “${words[index]}” back: ${verdict(answer, part)}`),
      h("p", { class: "verdict" }, verdict(answer, part)),
      numbers("The numbers, not compared", ["Word", "words back", ...CELLS.map((cell) => NETWORKS[cell])],
        places(index, part).map((k) => [words[k], String(index - k), ...CELLS.map((cell) => show(networks[cell][part][k]))])),
      h("p", { class: "quiet small" }, `L is −log of the probability of each network's own label for “${words[index]}”, as in training: ${CELLS.map((cell) => `${NETWORKS[cell]} ${plainTag(networks[cell].tag)}, L = ${show(networks[cell].loss)}`).join("; ")}. W is the stacked matrix of each network; in the LSTM, h stands for its two memories together.`),
    ];
  }

  drawn(answer, { part }) {
    const { index, words, networks } = answer;
    const back = places(index, part).reverse();
    const shares = Object.fromEntries(CELLS.map((cell) => [cell, back.map((k) => networks[cell][part][k] / scale(networks[cell], part) || null)]));
    plot(this, "gradients", () => ({
      traces: CELLS.map((cell, dash) => line(NETWORKS[cell], back.map((k) => index - k), shares[cell], INKS[cell], dash,
        { mode: "lines+markers", text: back.map((k) => words[k]), hovertemplate: "%{y:.2e} (%{text})" })),
      layout: {
        xaxis: { title: { text: "words back from the loss" }, dtick: index > 15 ? 5 : 1 },
        yaxis: logAxis(PARTS[part][1], Object.values(shares).flat()),
      },
    })).catch((problem) => console.warn(problem.message));
  }
}

/** Terms and arrivals are compared with the one at the loss itself, as losses of different size are. */
function scale(network, part) {
  return part === "terms" || part === "signals" ? network[part].at(-1) : 1;
}

/** The words that a part has numbers for: entry k of jacobians is the step from word k to the next. */
function places(index, part) {
  return Array.from({ length: part === "jacobians" ? index : index + 1 }, (_, k) => k);
}

function verdict({ index, words, networks }, part) {
  if (!index) return "The first word has nothing before it: choose a later one.";
  const told = CELLS.map((cell) => {
    const values = networks[cell][part];
    return part === "jacobians" ? `${NETWORKS[cell]} ${show(Math.max(...values), 2)} at most` : `${NETWORKS[cell]} ${show(values[0] / values.at(-1), 2)}`;
  }).join(", ");
  if (part === "jacobians") return `One step back stretches a gradient by: ${told}.`;
  return `${count(index, "word")} back, at “${words[0]}”, this share is left of what there is at “${words[index]}”: ${told}.`;
}
