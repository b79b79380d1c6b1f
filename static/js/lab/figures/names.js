/** <lab-names>: the label of a sentence's first word, word by word, by a network that reads one way and one that reads both. */

import { post } from "../../lib/api.js";
import { h } from "../../lib/dom.js";
import { architecture, plainTag } from "../../lib/labels.js";
import { choice, Figure } from "../lib/figure.js";
import { NETWORKS, table, tagCell } from "../lib/labels.js";
import { CELLS } from "../lib/state.js";

export class Names extends Figure {
  static keys = ["person", "thing", "names"];

  async load({ person, thing, names }) {
    const models = [`entities/${names}`, `entities/bi-${names}`];
    const texts = [person, thing];
    if (!texts.every((text) => text.trim())) throw new Error("Both sentences need a word.");
    return Promise.all(texts.map((text) => Promise.all(models.map((model) => post("api/memory", { model, text })))));
  }

  controls({ names }) {
    const input = (key, text) => h("label", { class: "lab-field wide" }, h("span", {}, text),
      h("input", { "data-key": key, class: "field-input", maxlength: 300, spellcheck: "false", autocomplete: "off" }));
    return h("div", { class: "lab-controls" }, input("person", "A person"), input("thing", "A thing"),
      choice("names", "Kind of network", CELLS.map((cell) => [cell, NETWORKS[cell]]), names));
  }

  draw(answer, state) {
    return [this.controls(state), answer.map(([one, both]) => [
      table(`The label of the first word of “${one.words.join(" ")}”`,
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, `“${one.words[0]}” after reading`), one.words.map((word, t) => h("th", { scope: "col" }, t ? `… ${word}` : word)))),
        h("tbody", {}, [one, both].map((memory) => h("tr", {},
          h("th", { scope: "row" }, architecture(memory.model).name),
          memory.steps.map((step, t) => tagCell(step.tags[0], step.scores[0], t && step.tags[0] !== memory.steps[t - 1].tags[0] ? "split" : "")))))),
    ]), h("p", { class: "verdict" }, verdict(answer))];
  }
}

/** What reading on changed. */
function verdict([[onePerson, bothPerson], [oneThing, bothThing]]) {
  const last = ({ steps }) => plainTag(steps.at(-1).tags[0]);
  const moved = [onePerson, oneThing].some(({ steps }) => new Set(steps.map((step) => step.tags[0])).size > 1);
  const first = onePerson.words[0] === oneThing.words[0] ? `“${onePerson.words[0]}”` : "the first word";
  return `${moved ? "" : `Reading one way, the label of ${first} never changes once it is given. `}`
    + `At the end: ${pair("one way", last(onePerson), last(oneThing))}; ${pair("both ways", last(bothPerson), last(bothThing))}.`;
}

function pair(name, person, thing) {
  return person === thing ? `${name}, ${person} in both sentences` : `${name}, ${person} in the first and ${thing} in the second`;
}
