/** A sentence read word by word: what each step changed, and when each word was decided. Knows no DOM. */

import { labelOf, plainTag } from "../lib/labels.js";

/** The words as known after `step` words more than none: [{ tag, score, fresh, revised, before }], null for unread ones. */
export function stateAt(memory, step) {
  return memory.words.map((_, index) => {
    if (index > step) return null;
    const { tags, scores } = memory.steps[step];
    const before = index < step ? memory.steps[step - 1].tags[index] : null;
    const revised = before != null && labelOf(before) !== labelOf(tags[index]);
    return { tag: tags[index], score: scores[index], fresh: index === step, revised, before };
  });
}

/** The step from which a word kept its last label. */
export function decidedAt(memory, index) {
  const last = memory.steps.length - 1;
  const final = labelOf(memory.steps[last].tags[index]);
  let step = last;
  while (step > index && labelOf(memory.steps[step - 1].tags[index]) === final) step--;
  return step;
}

/** When each word with a slot was decided, and whether anything was ever revised: sentences for people. */
export function history(memory) {
  const last = memory.steps.at(-1).tags;
  const lines = [];
  let revisions = 0;
  memory.words.forEach((word, index) => {
    const step = decidedAt(memory, index);
    if (step > index) revisions++;
    if (last[index] === "O" && step === index) return;
    const when = step === index ? "as soon as it was read" : `only when “${memory.words[step]}” was read`;
    lines.push(`${word}: ${plainTag(last[index])}, decided ${when}.`);
  });
  return { lines, revisions };
}
