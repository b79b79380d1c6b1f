// Makes an SVG element, as `h` of dom.js makes one of HTML. Values reach it as attributes and text nodes only.

const SVG = "http://www.w3.org/2000/svg";

export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (key === "vars") for (const [property, content] of Object.entries(value)) element.style.setProperty(property, content);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}
