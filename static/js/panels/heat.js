/** A column of numbers between -1 and 1 as a strip of colours. */

import { h } from "../lib/dom.js";

const POSITIVE = [222, 120, 30];
const NEGATIVE = [60, 120, 225];

/** One pixel a number, stretched by the style sheet; what is 0 is see-through, so that it suits both themes. */
export function heatMap(values) {
  const canvas = h("canvas", { class: "heat", width: 1, height: values.length, "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  const image = context.createImageData(1, values.length);
  values.forEach((value, index) => {
    const strength = Math.min(1, Math.abs(value));
    image.data.set([...(value < 0 ? NEGATIVE : POSITIVE), Math.round(255 * Math.sqrt(strength))], index * 4);
  });
  context.putImageData(image, 0, 0);
  return canvas;
}
