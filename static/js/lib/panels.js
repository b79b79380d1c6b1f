/** What is fetched when first needed: an element in js/panels with the style sheet of its name. */

import { h } from "./dom.js";

const fetched = new Map();

/** Fetch and define <scope-name>; once. */
export function panel(name) {
  if (!fetched.has(name)) fetched.set(name, define(name));
  return fetched.get(name);
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
