/** A label as the cell of a table, coloured as on the main page. */

import { h } from "../../lib/dom.js";
import { hueOf, labelOf, percent, plainTag } from "../../lib/labels.js";

export const NETWORKS = { elman: "Elman", gru: "GRU", lstm: "LSTM" };

/** A tag with its probability; `note` is small print under it. */
export function tagCell(tag, score, kinds = "", note = null) {
  const label = labelOf(tag);
  return h("td", { class: `${label ? `slot-cell hue-${hueOf(label)}` : "plain-cell"} ${kinds}`.trim(), title: label || "no slot (O)" },
    plainTag(tag), score == null ? null : h("span", { class: "cell-score" }, percent(score)), note);
}

/** A table that scrolls sideways within its place. */
export function table(label, ...parts) {
  return h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": label }, h("table", { class: "lab-table" }, parts));
}

/** Numbers behind a picture, for those who cannot see it and those who want to know. */
export function numbers(title, head, rows) {
  return h("details", { class: "numbers" }, h("summary", {}, title),
    h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": title },
      h("table", { class: "lab-table" },
        h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
        h("tbody", {}, rows.map(([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), rest.map((cell) => h("td", {}, cell))))))));
}
