/** What is fetched when first needed: the elements in js/panels with their style sheets, and all of js/edits. */

import { h } from "./dom.js";
import { store } from "./store.js";

const LOST = "A part of the page could not be fetched. Your text is still here; try again in a moment.";
const fetched = new Map();

/** Fetch and define <scope-name>. False where it could not be had: that is told, and the next call tries again. */
export async function panel(name) {
  try {
    await ahead(name);
    return true;
  } catch {
    store.fail(new Error(LOST));
    return false;
  }
}

/** Fetch it, once, before it is asked for; what fails is no error yet. */
export function ahead(name) {
  if (!fetched.has(name)) {
    const fetching = define(name);
    fetched.set(name, fetching);
    fetching.catch(() => fetched.delete(name));
  }
  return fetched.get(name);
}

/** Do one of edits/commands.js to the sentence: act("moveWord", row, from, to). */
export async function act(command, ...details) {
  const commands = await had(import("../edits/commands.js")).catch((problem) => store.fail(problem));
  commands?.[command](...details);
}

/** The module that compares variants with their sentence. */
export function comparing() {
  return had(import("../edits/comparing.js"));
}

function had(importing) {
  return importing.catch(() => {
    throw new Error(LOST);
  });
}

async function define(name) {
  const [{ Panel }] = await Promise.all([import(`../panels/${name}.js`), style(name)]);
  customElements.define(`scope-${name}`, Panel);
}

function style(name) {
  const link = h("link", { rel: "stylesheet", href: new URL(`../../css/${name}.css`, import.meta.url).href });
  document.head.append(link);
  return new Promise((done) => (link.onload = link.onerror = done));
}
