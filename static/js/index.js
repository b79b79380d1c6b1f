/** Wires the page: state from the link, elements, and the link kept up to date. */

import { announce } from "./lib/announce.js";
import { ask } from "./lib/asking.js";
import { plainLabel } from "./lib/labels.js";
import { filledSlots, textOf } from "./lib/spans.js";
import { debounce } from "./lib/timing.js";
import { ahead, panel } from "./lib/later.js";
import { store } from "./lib/store.js";
import { LONGEST } from "./lib/url.js";
import { Composer } from "./elements/composer.js";
import { Legend } from "./elements/legend.js";
import { Notice } from "./elements/notice.js";
import { Rows } from "./elements/rows.js";
import { Tabs } from "./elements/tabs.js";
import { Ticket } from "./elements/ticket.js";
import { Toolbar } from "./elements/toolbar.js";

const ELEMENTS = {
  "scope-notice": Notice,
  "scope-composer": Composer,
  "scope-rows": Rows,
  "scope-legend": Legend,
  "scope-toolbar": Toolbar,
  "scope-ticket": Ticket,
  "scope-tabs": Tabs,
};
const SAY_PAUSE_MS = 900; // after typing has stopped
const LINK_PAUSE_MS = 200; // browsers stop a page that rewrites its address without pause

function start() {
  store.read(location.search);
  // what the server filled in stands where the link says nothing, or names what is not there
  const form = document.querySelector("scope-composer form");
  store.state.text ||= form.elements.text.value;
  const models = [...form.elements.model.options].map((option) => option.value);
  if (!models.includes(store.state.model)) store.state.model = form.elements.model.value;
  for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(name, element);
  const link = debounce(() => store.link.length <= LONGEST && history.replaceState(null, "", store.link), LINK_PAUSE_MS);
  store.on(["answer", "look"], () => store.rows.length && link());
  store.on(["fail"], () => store.state.variants.length || link()); // a sentence without an answer outlives a reload too
  store.on(["ask"], ask);
  store.on(["answer"], debounce(sayResult, SAY_PAUSE_MS));
  store.on(["answer"], () => store.rows.length === 1 && ahead("ideas"));
  document.addEventListener("choose", (event) => openCard(event.detail));
  document.addEventListener("keydown", (event) => event.key === "Escape" && wishes++);
  document.addEventListener("pointerdown", () => wishes++);
  store.on(["ask"], () => wishes++);
  ask();
}

let said = "";

/** Tell what the newest row brought, once. */
function sayResult() {
  const [base, variant] = store.rows;
  if (!base) return;
  const changes = variant?.consequences.filter(({ relabelled }) => relabelled).map(({ line }) => line);
  const slots = filledSlots(base.words).map(({ start, end, label }) => `${textOf(base.words.slice(start, end))}: ${plainLabel(label)}`);
  const sentence = (changes ? changes.join(". ") || "No label changed" : slots.join(", ") || "No slot found") + ".";
  if (sentence !== said) announce((said = sentence));
}

let wishes = 0;

/** Open the card of a word, unless the person went on while it was being fetched. */
async function openCard(word) {
  const mine = ++wishes;
  if ((await panel("word")) && mine === wishes && word.matches("[data-chosen]")) document.querySelector("scope-word").open(word);
}

start();
