/** <scope-tabs>: one panel at a time, chosen by tabs; which one is part of the link. Panels are fetched when first seen. */

import { panel } from "../lib/later.js";
import { store } from "../lib/store.js";

const IN_SIGHT = "0px 0px -80px"; // a panel is fetched when more than its tabs can be seen

export class Tabs extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#pick(event.target.closest("[role=tab]")));
    this.addEventListener("keydown", (event) => this.#key(event));
    // a chosen word is asked for its full answer, in sight or not
    document.addEventListener("choose", () => panel(store.state.view));
    document.addEventListener("why", () => {
      this.#show("why");
      panel("why");
      this.scrollIntoView({ block: "nearest" });
    });
    this.#show(store.state.view);
    new IntersectionObserver(([entry]) => entry.isIntersecting && panel(store.state.view), { rootMargin: IN_SIGHT }).observe(this);
  }

  // Actions

  #pick(tab) {
    if (!tab) return;
    this.#show(tab.dataset.view);
    panel(tab.dataset.view);
  }

  #key(event) {
    const tabs = [...this.querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at < 0 || to == null) return;
    event.preventDefault();
    const next = tabs.at(to % tabs.length);
    this.#pick(next);
    next.focus();
  }

  #show(view) {
    store.look({ view });
    for (const tab of this.querySelectorAll("[role=tab]")) {
      const here = tab.dataset.view === view;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !here;
    }
    this.dispatchEvent(new CustomEvent("view", { bubbles: true }));
  }
}
