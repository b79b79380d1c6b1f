/** Wires the page: state from the link, elements, and the link kept up to date. */

import { ask } from "./lib/asking.js";
import { debounce } from "./lib/timing.js";
import { panel } from "./lib/panels.js";
import { store } from "./lib/store.js";
import { Composer } from "./elements/composer.js";
import { Ideas } from "./elements/ideas.js";
import { Legend } from "./elements/legend.js";
import { Notice } from "./elements/notice.js";
import { Rows } from "./elements/rows.js";
import { Tabs } from "./elements/tabs.js";
import { Theme } from "./elements/theme.js";
import { Ticket } from "./elements/ticket.js";
import { Toolbar } from "./elements/toolbar.js";

const ELEMENTS = {
  "scope-theme": Theme,
  "scope-notice": Notice,
  "scope-composer": Composer,
  "scope-rows": Rows,
  "scope-legend": Legend,
  "scope-toolbar": Toolbar,
  "scope-ticket": Ticket,
  "scope-tabs": Tabs,
  "scope-ideas": Ideas,
};
const LINK_PAUSE_MS = 200; // browsers stop a page that rewrites its address without pause

function start() {
  store.read(location.search);
  // what the server filled in stands where the link says nothing, or names what is not there
  const form = document.querySelector("scope-composer form");
  store.state.text ||= form.elements.text.value;
  const models = [...form.elements.model.options].map((option) => option.value);
  if (!models.includes(store.state.model)) store.state.model = form.elements.model.value;
  for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(name, element);
  const link = debounce(() => history.replaceState(null, "", store.link), LINK_PAUSE_MS);
  store.on(["answer", "look"], () => store.rows.length && link());
  store.on(["ask"], ask);
  document.addEventListener("choose", (event) => openCard(event.detail));
  ask();
}

async function openCard(word) {
  await panel("word");
  document.querySelector("scope-word").open(word);
}

if (document.querySelector("scope-composer")) start();
else customElements.define("scope-theme", Theme);
