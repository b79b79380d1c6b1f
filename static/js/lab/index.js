/** Wires the lab: state from the link, pictures, and links in the text that set them. */

import { announce } from "../lib/announce.js";
import { Cliff } from "./figures/cliff.js";
import { Curves } from "./figures/curves.js";
import { Forward } from "./figures/forward.js";
import { Gates } from "./figures/gates.js";
import { Gradients } from "./figures/gradients.js";
import { Learn } from "./figures/learn.js";
import { Matrix } from "./figures/matrix.js";
import { Memory } from "./figures/memory.js";
import { Names } from "./figures/names.js";
import { Ones } from "./figures/ones.js";
import { Powers } from "./figures/powers.js";
import { Recall } from "./figures/recall.js";
import { patch } from "./lib/state.js";
import { lab } from "./lib/store.js";

const FIGURES = {
  "lab-memory": Memory,
  "lab-names": Names,
  "lab-ones": Ones,
  "lab-forward": Forward,
  "lab-gates": Gates,
  "lab-gradients": Gradients,
  "lab-powers": Powers,
  "lab-matrix": Matrix,
  "lab-recall": Recall,
  "lab-cliff": Cliff,
  "lab-curves": Curves,
  "lab-learn": Learn,
};

lab.read(location.search);
for (const [name, figure] of Object.entries(FIGURES)) customElements.define(name, figure);

// A link in the text says what its picture should show; without scripts it opens the page so.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.set");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  lab.set(patch(new URL(link.href).search));
  announce(`The picture now shows: ${link.textContent.trim()}.`);
});
