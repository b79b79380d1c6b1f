/** Replacement rules such as "leave -> arrive | depart, hi -> hello". Knows no DOM. */

import { original, swap } from "./words.js";

/** The variants that rules make of a base sentence, as lists of words. Throws a sentence for people. */
export function variantsBy(text, base) {
  const found = matches(parseRules(text), base);
  if (!found.length) throw new Error("No word of the sentence matches the rule.");
  const words = original(base);
  return found.map(({ index, length, with: target }) =>
    swap([...words.slice(0, index + 1), ...words.slice(index + length)], index, target));
}

/** Read rules: [{ from, to: [...] }]. Throws a sentence for people where something is no rule. */
export function parseRules(text) {
  const rules = [];
  for (const part of text.split(/[,;\n]/u).map((piece) => piece.trim()).filter(Boolean)) {
    const [from, to, ...more] = part.split(/\s*(?:->|→|=>)\s*/u);
    const targets = (to ?? "").split("|").map((piece) => piece.trim()).filter(Boolean);
    if (!from || !targets.length || more.length) throw new Error(`“${part}” is no rule: write word -> other | another`);
    rules.push({ from, to: targets });
  }
  return rules;
}

/** Apply rules to words: one variant for each match and each target, as [{ index, length, with }]. Case is ignored. */
export function matches(rules, words) {
  const texts = words.map((word) => word.text.toLocaleLowerCase());
  const found = [];
  for (const rule of rules) {
    const pattern = rule.from.toLocaleLowerCase().split(/\s+/u);
    for (let index = 0; index + pattern.length <= texts.length; index++) {
      if (!pattern.every((piece, offset) => texts[index + offset] === piece)) continue;
      for (const target of rule.to) found.push({ index, length: pattern.length, with: target });
    }
  }
  return found;
}
