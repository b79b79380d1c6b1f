/** Numbers as colours: blue below 0, orange above, nothing at 0, so that it suits both themes. */

import { h } from "../../lib/dom.js";

const POSITIVE = [222, 120, 30];
const NEGATIVE = [60, 120, 225];

/** One pixel a number, stretched by the style sheet. `rows` are lists of numbers; `largest` gets the full colour. */
export function heat(rows, largest = 1, label = "") {
  return paint(rows.length, rows[0]?.length ?? 0, (row, column) => rows[row][column] / largest, label);
}

/** A column of numbers. */
export function strip(values, largest = 1, label = "") {
  return paint(values.length, 1, (row) => values[row] / largest, label);
}

/** A matrix as the server packs it: a byte a number, 127 is 0. */
export function shades({ rows, columns, data }, label = "") {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return paint(rows, columns, (row, column) => (bytes[row * columns + column] - 127) / 127, label);
}

function paint(height, width, at, label) {
  const canvas = h("canvas", { class: "heat", width, height, ...(label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" }) });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = at(row, column);
      const strength = Math.sqrt(Math.min(1, Math.abs(value)));
      image.data.set([...(value < 0 ? NEGATIVE : POSITIVE), Math.round(255 * strength)], (row * width + column) * 4);
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
