/** <scope-share>: the link to this very picture, the question and the answer as text, and files to take away. */

import { announce } from "../lib/announce.js";
import { h, update } from "../lib/dom.js";
import { toConll, toHtml, toSvg } from "./exports.js";
import { snippets } from "./snippets.js";
import { store } from "../lib/store.js";
import { LONGEST } from "../lib/url.js";
import { radios } from "./radios.js";

const FORMS = [["curl", "curl"], ["python", "Python"], ["javascript", "JavaScript"], ["request", "Request"], ["response", "Response"]];
const FILES = {
  JSON: ["json", "application/json", (answer) => JSON.stringify(answer, null, 2)],
  CoNLL: ["conll", "text/plain", toConll],
  "Picture (SVG)": ["svg", "image/svg+xml", (answer) => toSvg(answer, widthOf)],
  HTML: ["html", "text/html", toHtml],
};
const PICTURE_FONT = "20px sans-serif";
const SHOWN_MS = 1600; // how long a button says that it has copied

export class Panel extends HTMLElement {
  #form = FORMS[0][0];

  connectedCallback() {
    store.on(["answer", "look"], () => this.#render());
    document.addEventListener("view", () => this.#render());
    this.addEventListener("change", (event) => event.target.name === "form" && this.#choose(event.target.value));
    this.addEventListener("click", (event) => this.#click(event));
    this.#render();
  }

  // Actions

  #choose(form) {
    this.#form = form;
    this.#render();
  }

  #click(event) {
    const file = event.target.closest("[data-file]");
    const copy = event.target.closest("[data-copy]");
    if (file) save(file.dataset.file, this.#answer);
    else if (copy?.dataset.copy === "link") this.#copy(copy, this.#link);
    else if (copy) this.#copy(copy, this.#text);
  }

  async #copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
      announce("Copied.");
    } catch {
      button.textContent = "Select and copy by hand";
    }
    setTimeout(() => this.#render(), SHOWN_MS);
  }

  // Drawing

  #render() {
    if (store.state.view !== "share" || !store.rows.length) return;
    update(this,
      h("div", { class: "share-link" },
        h("label", { for: "link" }, store.link.length > LONGEST ? "Too long a sentence for a link: take it away as a file"
          : "Link to this picture: network, sentence, variants, chosen word and seed"),
        h("div", { class: "copy-row" },
          h("input", { id: "link", class: "field-input", readonly: true, value: this.#link, "data-key": this.#link }),
          h("button", { type: "button", class: "button", "data-copy": "link" }, "Copy link"))),
      h("div", { class: "code-head" }, radios("form", "What to show", FORMS, this.#form),
        h("button", { type: "button", class: "button", "data-copy": "text" }, "Copy")),
      h("pre", { class: "code", tabindex: "0", role: "region", "aria-label": `The ${this.#form} text` }, h("code", {}, this.#text)),
      h("div", { class: "files" }, h("span", { class: "quiet" }, "Download"),
        Object.keys(FILES).map((name) => h("button", { type: "button", class: "button", "data-file": name }, name))));
  }

  get #row() {
    return store.rows[store.state.row] ?? store.rows[0];
  }

  get #answer() {
    return this.#row.answer;
  }

  get #body() {
    const content = this.#row.number ? { tokens: this.#row.words.map((word) => word.text) } : { text: store.state.text };
    return { model: store.state.model, ...content, top_k: 3 };
  }

  get #text() {
    if (this.#form === "request") return JSON.stringify(this.#body, null, 2);
    if (this.#form === "response") return JSON.stringify(this.#answer, null, 2);
    return snippets(home(), this.#body)[this.#form];
  }

  get #link() {
    return `${home()}/${store.link}`;
  }
}

function home() {
  return new URL(".", location.href).href.replace(/\/$/, "");
}

function save(name, answer) {
  const [ending, type, write] = FILES[name];
  const address = URL.createObjectURL(new Blob([write(answer)], { type: `${type};charset=utf-8` }));
  h("a", { href: address, download: `slotscope.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function widthOf(text) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = PICTURE_FONT;
  return context.measureText(text).width;
}
