/** <scope-notice>: what went wrong, until dismissed or put right. */

import { h, update } from "../lib/dom.js";
import { store } from "../lib/store.js";

export class Notice extends HTMLElement {
  connectedCallback() {
    store.on(["fail"], () => this.#render());
    this.addEventListener("click", (event) => event.target.closest("button") && this.#dismiss());
  }

  #dismiss() {
    store.dismiss();
    document.querySelector("textarea")?.focus(); // the button that had the focus is gone
  }

  #render() {
    const { error } = store;
    update(this, error && h("div", { class: "notice", role: "alert" },
      h("p", {}, error.message), h("button", { type: "button", "aria-label": "Dismiss this message" }, "Dismiss")));
  }
}
