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

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

lab.read(location.search);
for (const [name, figure] of Object.entries(FIGURES)) customElements.define(name, figure);

// A link in the text says what its picture should show; without scripts it opens the page so.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.set");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const { search, hash } = new URL(link.href);
  history.replaceState(null, "", `${location.pathname}${location.search}${hash}`);
  lab.set(patch(search));
  show(Object.keys(patch(search)), hash);
  announce(`The picture now shows: ${link.textContent.trim()}.`);
});

/** Bring the picture of a lesson that shows one of these fields on the screen, if too little of it is there to be seen. */
function show(keys, lesson) {
  const shows = ({ constructor }) => keys.some((key) => constructor.keys.includes(key) || constructor.shown.includes(key));
  const picture = [...document.querySelectorAll(`${lesson} .lab-figure`)].find(shows);
  const { top, bottom } = picture.getBoundingClientRect();
  if (Math.min(bottom, innerHeight) - Math.max(top, 0) < innerHeight / 3) picture.scrollIntoView({ block: "nearest", behavior: STILL.matches ? "instant" : "smooth" });
}
