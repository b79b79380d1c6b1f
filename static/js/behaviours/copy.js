/** Copying words copies the text as it was written: the selected words with the gaps between them, nothing else. */

import { store } from "../lib/store.js";

/** Handle a copy event inside the rows; a selection across several rows gives a line a row. */
export function copySelected(event) {
  const selection = getSelection();
  const lines = [...event.currentTarget.querySelectorAll("[data-row]")].map((row) => selectedText(row, selection));
  const text = lines.filter(Boolean).join("\n");
  if (!text) return;
  event.clipboardData.setData("text/plain", text);
  event.preventDefault();
}

function selectedText(row, selection) {
  const { words } = store.rows[Number(row.dataset.row)];
  const chosen = [...row.querySelectorAll("[data-word]")].filter((word) => selection.containsNode(word, true));
  const numbers = chosen.map((word) => Number(word.dataset.word));
  return numbers.map((number, place) => (place ? words[number].gap : "") + words[number].text).join("");
}
