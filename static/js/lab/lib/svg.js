/** Nodes of drawings, as `h` makes those of pages. */

const SPACE = "http://www.w3.org/2000/svg";

/** svg("circle", { cx: 1, cy: 2, r: 3 }). Text only ever becomes a text node or an attribute. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) if (value != null) element.setAttribute(key, value);
  element.append(...children.flat(Infinity));
  return element;
}
