/** An answer as files for other programs: JSON, CoNLL, and pictures in the manner of displaCy. Knows no DOM. */

import { hueOf } from "../lib/labels.js";

const SIZE = 20; // pixels of the letters in pictures
const LINE = 52;
const PADDING = 16;
const WIDTH = 900;

/** A line `token TAB tag` for each token, and an empty line. */
export function toConll({ tokens }) {
  return `${tokens.map((token) => `${token.text}\t${token.tag}\n`).join("")}\n`;
}

/** Text and spans as pieces in order: { text, label }, label "" between spans. */
export function pieces({ text, spans }) {
  const points = Array.from(text);
  const found = [];
  let end = 0;
  for (const span of spans) {
    found.push({ text: points.slice(end, span.start).join(""), label: "" });
    found.push({ text: points.slice(span.start, span.end).join(""), label: span.label });
    end = span.end;
  }
  found.push({ text: points.slice(end).join(""), label: "" });
  return found.filter((piece) => piece.text);
}

/** A page with displaCy's markup; it needs nothing else. */
export function toHtml(answer) {
  const body = pieces(answer).map(({ text, label }) => (label ? mark(text, label) : escape(text))).join("");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>slotscope</title></head>
<body style="font: 16px sans-serif; padding: 4rem 2rem">
<div class="entities" style="line-height: 2.5" dir="auto">${body}</div>
</body></html>
`;
}

/** A picture; `widthOf` measures a text in pixels at the picture's letter size. */
export function toSvg(answer, widthOf) {
  const drawn = [];
  let x = PADDING;
  let y = PADDING + SIZE;
  for (const { text, label } of pieces(answer)) {
    for (const part of label ? [text] : text.split(/(?<=\s)/u)) {
      const width = Math.max(widthOf(part), label ? widthOf(label) * 0.6 + 8 : 0);
      if (x + width > WIDTH - PADDING && x > PADDING) [x, y] = [PADDING, y + LINE];
      drawn.push(label ? slotShape(part, label, x, y, width) : letters(part, x, y));
      x += width + (label ? 8 : 0);
    }
  }
  const height = y + LINE - SIZE;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif">
<rect width="100%" height="100%" fill="#fff"/>
${drawn.join("\n")}
</svg>
`;
}

/** Text inside markup. */
export function escape(text) {
  // control characters that XML does not know are left out
  const legal = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  return legal.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

function mark(text, label) {
  const style = `background: ${colour(label)}; padding: 0.45em 0.6em; margin: 0 0.25em; line-height: 1; border-radius: 0.35em;`;
  const name = "font-size: 0.8em; font-weight: bold; line-height: 1; border-radius: 0.35em; vertical-align: middle; margin-left: 0.5rem";
  return `<mark class="entity" style="${style}">${escape(text)}<span style="${name}">${escape(label)}</span></mark>`;
}

function slotShape(text, label, x, y, width) {
  return `<rect x="${x - 3}" y="${y - SIZE}" width="${Math.ceil(width) + 6}" height="${SIZE * 1.4}" rx="4" fill="${colour(label)}"/>
${letters(text, x, y)}
<text x="${x}" y="${y + 22}" font-size="${SIZE * 0.6}" fill="#444">${escape(label)}</text>`;
}

function letters(text, x, y) {
  return `<text x="${x}" y="${y}" font-size="${SIZE}" xml:space="preserve">${escape(text)}</text>`;
}

function colour(label) {
  return `hsl(${hueOf(label) * 30}, 75%, 88%)`;
}
