/** Waiting. Knows no DOM. */

/** A function that runs `action` once calls have stopped for `pause` milliseconds; `.now()` runs it at once. */
export function debounce(action, pause) {
  let timer = 0;
  const later = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(action, pause, ...args);
  };
  later.now = (...args) => {
    clearTimeout(timer);
    action(...args);
  };
  return later;
}
