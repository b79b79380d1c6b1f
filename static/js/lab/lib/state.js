/** The whole state of the lab as a query string, and back. Knows no DOM; trusts nothing that it reads. */

export const CELLS = ["elman", "gru", "lstm"];
export const ARCHITECTURES = ["elman", "feedforward", "gru", "lstm", "bi-elman", "bi-gru", "bi-lstm"];
const MOST_INPUTS = 12;
const LARGEST = 1000;

const ONES = [[1, 1], [1, 1]];

/** Every field: where it starts, and how it is read; what cannot be read is as at the start. */
export const FIELDS = {
  // 1: why a network needs memory
  first: words("I would like to leave Taipei on November 2nd"),
  second: words("I would like to arrive Taipei on November 2nd"),
  read: whole(null, 0, 80), // the last word that has been read
  names: oneOf(...CELLS), // which pair of networks reads about Teddy
  person: words("Teddy Roosevelt was a great president"),
  thing: words("Teddy bears are on sale"),
  // 2: the all-ones network
  inputs: grid([[1, 1], [1, 1], [2, 2]], null),
  start: grid([[0, 0]], 1),
  wx: grid(ONES, 2),
  wa: grid(ONES, 2),
  wy: grid(ONES, 2),
  g: oneOf("linear", "tanh"),
  step: whole(0, 0, MOST_INPUTS - 1),
  // 3: forward propagation
  text: words("I would like to arrive Taipei on November 2nd"),
  at: whole(5, 0, 80), // the word at which the pass is looked at
  unit: whole(1, 1, 4096),
  gates: oneOf("gru", "lstm"),
  // 4: back-propagation through time
  loss: whole(null, 0, 80), // the word whose loss is followed; null: the last
  part: oneOf("terms", "products", "jacobians", "signals"),
  // 5: vanishing and exploding
  w: decimal(1.01, -2, 2),
  n: whole(1000, 1, 1000),
  size: whole(16, 1, 48),
  radius: decimal(0.9, 0.05, 2),
  seed: whole(1, 0, 999999),
  far: whole(16, 1, 24),
  cseed: whole(1, 0, 999999),
  // 6: the rough error surface
  sw: decimal(5.5, 0, 10),
  sb: decimal(-2, -10, 5),
  rate: decimal(0.5, 0.001, 10),
  clip: decimal(0.2, 0.001, 100),
  walked: whole(100, 0, 100),
  // 7: train one now
  lines: words("", 5000),
  probe: words("I would like to arrive Taipei on November 2nd", 200),
  net: oneOf(...ARCHITECTURES),
  hidden: whole(16, 1, 64),
  lr: decimal(1, 0.0001, 10),
  lclip: decimal(0, 0, 100),
  lseed: whole(1, 0, 999999),
};

export const START = Object.fromEntries(Object.entries(FIELDS).map(([key, field]) => [key, field.start]));

/** A state out of a query string. */
export function parse(search) {
  return { ...START, ...patch(search) };
}

/** Only what a query string says: for links that set a picture. */
export function patch(search) {
  const found = {};
  for (const [key, raw] of new URLSearchParams(search)) {
    const value = Object.hasOwn(FIELDS, key) ? FIELDS[key].read(raw) : undefined;
    if (value !== undefined) found[key] = value;
  }
  return found;
}

/** A state as a query string; what is as at the start is left out. */
export function format(state) {
  const query = new URLSearchParams();
  for (const key of Object.keys(FIELDS)) {
    if (write(state[key]) !== write(START[key])) query.set(key, write(state[key]));
  }
  const text = query.toString();
  return text && `?${text}`;
}

/** A value as it stands in a link: rows are parted by semicolons, numbers by commas. */
export function write(value) {
  return Array.isArray(value) ? value.map((row) => row.join(",")).join(";") : String(value ?? "");
}

function words(start, longest = 300) {
  return { start, read: (raw) => raw.slice(0, longest) };
}

function oneOf(...names) {
  return { start: names[0], read: (raw) => (names.includes(raw) ? raw : undefined), names };
}

function whole(start, least, most) {
  const read = (raw) => (/^\d{1,6}$/.test(raw) && Number(raw) >= least && Number(raw) <= most ? Number(raw) : raw === "" && start === null ? null : undefined);
  return { start, read, least, most };
}

function decimal(start, least, most) {
  return { start, read: (raw) => within(raw, least, most), least, most };
}

/** Rows of two numbers each; `count` rows, or any number of them up to the most. */
function grid(start, count) {
  const read = (raw) => {
    const rows = raw.split(";").map((row) => row.split(",").map((cell) => within(cell, -LARGEST, LARGEST)));
    const sound = rows.every((row) => row.length === 2 && !row.includes(undefined));
    const counted = count ? rows.length === count : rows.length <= MOST_INPUTS;
    return sound && counted ? rows : undefined;
  };
  return { start, read };
}

function within(raw, least, most) {
  const number = Number(raw);
  return /^-?\d*\.?\d+(e-?\d+)?$/i.test(raw) && number >= least && number <= most ? number : undefined;
}
