/** A choice of one: native radio buttons that look like a row of tabs. */

import { h } from "../lib/dom.js";

/** `choices` is [[value, text]]. */
export function radios(name, legend, choices, chosen) {
  return h("fieldset", { class: "radios" }, h("legend", { class: "visually-hidden" }, legend),
    choices.map(([value, text]) => h("label", {},
      h("input", { type: "radio", name, value, checked: value === chosen, autocomplete: "off" }), h("span", {}, text))));
}
