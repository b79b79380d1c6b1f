/** <scope-ticket>: what the sentence asks for, filled in; for a variant, with what it changes marked. */

import { h, update } from "../lib/dom.js";
import { percent, plainIntent, taskOf } from "../lib/labels.js";
import { store } from "../lib/store.js";
import { isFlight, ticketRows, ticketTitle } from "../lib/ticket.js";

export class Ticket extends HTMLElement {
  connectedCallback() {
    store.on(["answer"], () => this.#render());
    store.on(["look"], () => store.rows.length && this.#render()); // until then what the server filled in stands
  }

  #render() {
    const row = store.rows[store.state.row] ?? store.rows[0];
    if (!row) return update(this, title(""), h("p", { class: "quiet" }, "Nothing to fill in yet."));
    const fields = ticketRows(row.answer);
    const before = new Map(ticketRows(store.rows[0].answer).map((field) => [field.key, field.text]));
    update(this, title(row.number ? `Variant ${row.number}` : ""), intentView(row.answer.intent),
      h("dl", { class: isFlight(row.answer) ? "fields flight" : "fields" }, fields.map((field) => fieldView(field, row.number ? before.get(field.key) : field.text))),
      fields.length ? null : h("p", { class: "quiet" }, "Nothing was found."));
  }
}

function title(of) {
  return h("h2", { class: "panel-title" }, ticketTitle(taskOf(store.state.model)), of ? h("span", { class: "quiet" }, ` of ${of.toLowerCase()}`) : null);
}

function fieldView({ key, name, text, value }, before) {
  const changed = before !== text;
  return h("div", { class: changed ? "field changed" : "field", "data-field": key },
    h("dt", {}, name),
    h("dd", {}, h("span", { class: text ? "filled" : "empty" }, text || "–"), value ? h("span", { class: "value" }, value) : null,
      changed ? h("span", { class: "was" }, before ? `was ${before}` : "was empty") : null));
}

function intentView(intent) {
  if (!intent) return null;
  return h("p", { class: "intent" }, h("span", { class: "quiet" }, "Intent"),
    h("strong", { title: intent.name }, plainIntent(intent.name)), h("span", { class: "quiet" }, percent(intent.score)));
}
