/** Words worth putting in the place of another: a small family of travel words. Knows no DOM. */

const FAMILIES = [
  ["leave", "arrive", "depart", "reach"],
  ["leaving", "arriving", "departing", "reaching"],
  ["from", "to", "via"],
  ["before", "after"],
];

/** [{ word, effect }] for the chosen word of a row. */
export async function alternatives({ of }) {
  const word = of.text.toLocaleLowerCase();
  const family = FAMILIES.find((words) => words.includes(word)) ?? [];
  return family.filter((other) => other !== word).map((other) => ({ word: other, effect: "" }));
}
