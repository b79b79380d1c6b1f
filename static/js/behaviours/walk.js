/** The keyboard on words: arrows walk, Alt+arrows move the word, Enter opens, Delete removes. */

import { act } from "../lib/later.js";
import { store } from "../lib/store.js";

/** Make the words inside `root` walkable. */
export function walkable(root) {
  root.addEventListener("keydown", (event) => {
    const word = event.target.closest?.("[data-word]");
    if (!word || event.ctrlKey || event.metaKey) return;
    const handled = handle(event, root, word);
    if (handled) event.preventDefault();
  });
  store.on(["answer"], () => follow(root));
}

/** Do an edit, and let the focus follow it once its answer is there. True, so that a key that did it is handled. */
export function edit(command, ...details) {
  // only now: an answer that comes while edits are still being fetched is to something else, and not every edit asks
  act(command, ...details).then(() => (following = store.busy));
  return true;
}

let following = false;

function handle(event, root, word) {
  const row = Number(word.closest("[data-row]").dataset.row);
  const index = Number(word.dataset.word);
  const forward = getComputedStyle(word).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const step = event.key === forward ? 1 : ["ArrowLeft", "ArrowRight"].includes(event.key) ? -1 : 0;
  if (step && event.altKey) return edit("moveWord", row, index, index + step);
  if (step) return walk(root, row, index + step);
  switch (event.key) {
    case "ArrowUp": return walkToRow(root, row - 1, index);
    case "ArrowDown": return walkToRow(root, row + 1, index);
    case "Home": return walk(root, row, 0);
    case "End": return walk(root, row, store.rows[row].words.length - 1);
    case "Delete": return edit("replaceWord", row, index, "");
    case "Enter":
    case " ": return word.click() ?? true;
    default: return false;
  }
}

function walk(root, row, index) {
  if (!focusWord(root, row, index)) return false;
  store.look({ row, word: index, label: "" });
  return true;
}

function walkToRow(root, row, index) {
  const words = store.rows[row]?.words;
  return Boolean(words) && walk(root, row, Math.min(index, words.length - 1));
}

function follow(root) {
  if (!following) return;
  following = false;
  const { row, word } = store.state;
  if (!focusWord(root, row, word)) root.querySelector("[data-word][tabindex='0']")?.focus();
}

function focusWord(root, row, word) {
  const target = root.querySelector(`[data-row="${row}"] [data-word="${word}"]`);
  target?.focus();
  return Boolean(target);
}
