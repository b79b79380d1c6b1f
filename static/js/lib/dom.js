/** Build nodes and bring a page up to date with as few changes as possible.
 *
 * Text only ever becomes a text node or an attribute: there is no way to hand in markup.
 */

/** h("p", { class: "x", "data-do": "swap", vars: { "--score": 0.9 } }, "text", node, [nodes], null). */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (key === "vars") for (const [property, content] of Object.entries(value)) element.style.setProperty(property, content);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...present(children));
  return element;
}

/** Make the children of `element` equal to `nodes`, keeping the elements, focus and field values that stay. */
export function update(element, ...nodes) {
  const scratch = document.createDocumentFragment();
  scratch.append(...present(nodes));
  matchChildren(element, [...scratch.childNodes]);
}

function present(nodes) {
  return nodes.flat(Infinity).filter((node) => node != null && node !== false);
}

function matchChildren(parent, wanted) {
  const existing = [...parent.childNodes];
  wanted.forEach((node, index) => {
    const old = existing[index];
    if (!old) parent.append(node);
    else if (alike(old, node)) matchNode(old, node);
    else old.replaceWith(node);
  });
  for (const surplus of existing.slice(wanted.length)) surplus.remove();
}

function alike(old, node) {
  return old.nodeType === node.nodeType && old.nodeName === node.nodeName
    && old.dataset?.key === node.dataset?.key && old.localName !== "canvas";
}

function matchNode(old, node) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== node.data) old.data = node.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (!node.hasAttribute(name) && name !== "style") old.removeAttribute(name);
  for (const { name, value } of node.attributes) {
    // a style attribute would be stopped by the content-security policy; the object model is not
    if (name !== "style" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  // what a person set is a property, which no attribute changes any more
  if (old.type === "radio") old.checked = node.checked;
  if (old.type === "range") old.value = node.value;
  if (old.style && old.style.cssText !== node.style.cssText) old.style.cssText = node.style.cssText;
  if (!node.hasAttribute("data-own")) matchChildren(old, [...node.childNodes]);
}
