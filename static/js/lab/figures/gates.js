/** <lab-gates>: the same sentence in a GRU or an LSTM: how far each gate is open, what is kept and what is new. */

import { post } from "../../lib/api.js";
import { h } from "../../lib/dom.js";
import { percent } from "../../lib/labels.js";
import { choice, Figure } from "../lib/figure.js";
import { strip } from "../lib/heat.js";
import { table, tagCell } from "../lib/labels.js";
import { mean, show } from "../lib/numbers.js";
import { sentenceField } from "./forward.js";

const GATES = {
  update: ["Γᵤ update", "how much of the memory is replaced"],
  reset: ["Γᵣ reset", "how much of the memory the proposal looks at"],
  forget: ["Γf forget", "how much of the memory is kept"],
  input: ["Γᵢ input", "how much of the proposal is let in"],
  output: ["Γₒ output", "how much of the memory is shown"],
};

export class Gates extends Figure {
  static keys = ["text", "gates"];

  load({ text, gates }) {
    return post("api/lab/forward", { model: `flights/${gates}`, text });
  }

  controls({ gates }) {
    return [sentenceField(), choice("gates", "Network", [["gru", "GRU"], ["lstm", "LSTM"]], gates)];
  }

  draw(answer, state) {
    const { words, gates, kept, added, likely, cell } = answer;
    const row = ([name, note], cells) => h("tr", {}, h("th", { scope: "row" }, name, h("span", { class: "row-note" }, note)), cells);
    const strips = (rows, largest, under) => rows.map((values) => h("td", { class: "heat-cell low" }, strip(values, largest), h("span", { class: "under" }, under(values))));
    const memory = kept.map((values, t) => values.map((value, unit) => value + added[t][unit]));
    const largest = Math.max(1, ...memory.map((values) => Math.max(...values.map(Math.abs))) );
    return [
      this.controls(state),
      table(`The gates of the ${cell === "gru" ? "GRU" : "LSTM"}, word by word`,
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Word"), words.map((word) => h("th", { scope: "col" }, word)))),
        h("tbody", {},
          Object.entries(gates).map(([name, rows]) => row(GATES[name], strips(rows, 1, (values) => percent(mean(values))))),
          row(["kept", "of the old memory"], strips(kept, largest, size)),
          row(["new", "let in with this word"], strips(added, largest, size)),
          row([cell === "gru" ? "a⟨t⟩" : "c⟨t⟩", "memory: kept + new"], strips(memory, largest, size)),
          row(["ŷ⟨t⟩", "likeliest label"], likely.map(([best]) => tagCell(best.tag, best.score))))),
      h("p", { class: "verdict" }, verdict(answer)),
    ];
  }
}

function size(values) {
  return show(Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)), 2);
}

/** At which word the most is thrown away, and at which the most is kept. */
function verdict({ words, gates, cell }) {
  const share = (cell === "gru" ? gates.update.map((values) => 1 - mean(values)) : gates.forget.map(mean)).slice(1);
  if (!share.length) return "";
  const [most, least] = [share.indexOf(Math.max(...share)) + 1, share.indexOf(Math.min(...share)) + 1];
  return `Averaged over its units, this network keeps most of its memory at “${words[most]}” (${percent(share[most - 1])}) and least at “${words[least]}” (${percent(share[least - 1])}). At the first word there is nothing to keep.`;
}
