/** What stands in a panel whose question was refused: the reason, and a button to ask once more. */

import { h } from "../lib/dom.js";

export function refusal(problem) {
  return h("div", { role: "alert" }, h("p", {}, problem.message), h("button", { type: "button", class: "link", "data-again": true }, "Try again"));
}
