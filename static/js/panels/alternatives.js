/** Words worth putting in the place of another, found by the network, with what each would change. Knows no DOM. */

import { post } from "../lib/api.js";
import { percent, plainLabel } from "../lib/labels.js";

const REACH = 3; // words that are tried before a slot; after it, half as many
const IDEAS = 2;
const TRIES = 5; // words for which the server is asked

/** [{ word, effect, changes }] for a word of a sentence; effects are in words: "Taipei → place of departure 97 %". */
export async function alternatives(model, words, index) {
  const { swaps } = await post("api/swaps", { model, tokens: words.map((word) => word.text), index });
  return swaps.map((swap) => ({ ...swap, effect: effectOf(swap.changes, words, index) }));
}

/** The best swaps in the whole sentence: [{ index, from, word, effect }], at most one a word to be replaced. */
export async function ideas(model, words) {
  const found = [];
  for (const index of promising(words)) {
    const [best] = (await alternatives(model, words, index)).filter(({ changes }) => flips(changes, index));
    if (best) found.push({ index, from: words[index].text, ...best });
    if (found.length === IDEAS) break;
  }
  return found;
}

/** The words that may decide over a slot: those before and after it, and those inside one of several words. */
function promising(words) {
  const slots = words.flatMap((word, index) => (word.label ? [index] : []));
  const inside = (index) => words[index].label && (!words[index].opens || words[index + 1]?.opens === false);
  const distance = (index) => (inside(index) ? REACH : Math.min(...slots.map((slot) => (index < slot ? slot - index : (index - slot) * 2))));
  return words.map((_, index) => index)
    .filter((index) => (!words[index].label || inside(index)) && /^\p{L}+$/u.test(words[index].text) && distance(index) <= REACH)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, TRIES);
}

/** Whether another word goes from one slot to another. */
function flips(changes, index) {
  return changes.some((change) => change.index !== index && change.old && change.new);
}

function effectOf(changes, words, index) {
  if (!changes.length) return "changes no label";
  const others = changes.filter((change) => change.index !== index);
  const [first, ...more] = others.length ? others : changes;
  const name = others.length ? words[first.index].text : "itself";
  const now = first.new ? plainLabel(first.new) : "no slot";
  return `${name} → ${now} ${percent(first.score)}${more.length ? `, ${more.length} more` : ""}`;
}
