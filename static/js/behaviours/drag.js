/** Dragging words with mouse, pen or finger. A finger must rest a moment first, so that the page can still be scrolled. */

const SLACK = 6; // pixels that a click may wander
const HOLD_MS = 220;

/** Let words inside `root` be dragged; `drop(row, from, to)` gets the numbers before and after. */
export function draggable(root, drop) {
  let drag = null;
  let dragged = false; // the click that ends a drag is none

  root.addEventListener("pointerdown", (event) => {
    const word = event.target.closest("[data-word]");
    if (!word || event.button !== 0) return;
    dragged = false;
    drag = { word, row: word.closest("[data-row]"), x: event.clientX, y: event.clientY, id: event.pointerId, live: false };
    if (event.pointerType === "touch") drag.hold = setTimeout(() => drag && lift(drag), HOLD_MS);
  });
  // captured on the window: the pointer may leave the word
  window.addEventListener("pointermove", (event) => {
    if (drag?.id !== event.pointerId) return;
    const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > SLACK;
    if (!drag.live && far && event.pointerType === "touch") return stop();
    if (!drag.live && far) lift(drag);
    if (drag.live) follow(drag, event);
  });
  window.addEventListener("pointerup", (event) => {
    if (drag?.id !== event.pointerId) return;
    const { live, row, word, to } = drag;
    stop();
    if (!live) return;
    dragged = true;
    const from = Number(word.dataset.word);
    if (to != null && to !== from) drop(Number(row.dataset.row), from, to);
  });
  window.addEventListener("pointercancel", () => drag && stop());
  window.addEventListener("keydown", (event) => event.key === "Escape" && drag && stop());
  root.addEventListener("touchmove", (event) => drag?.live && event.preventDefault(), { passive: false });
  root.addEventListener("contextmenu", (event) => drag?.live && event.preventDefault());
  root.addEventListener("click", swallow, { capture: true });

  function swallow(event) {
    if (!dragged) return;
    dragged = false;
    event.stopPropagation();
    event.preventDefault();
  }

  function stop() {
    clearTimeout(drag.hold);
    drag.word.classList.remove("lifted");
    drag.word.style.removeProperty("translate");
    drag.row.classList.remove("dragging");
    for (const mark of drag.row.querySelectorAll(".drop-before, .drop-after")) mark.classList.remove("drop-before", "drop-after");
    drag = null;
  }
}

function lift(drag) {
  drag.live = true;
  drag.word.classList.add("lifted");
  drag.row.classList.add("dragging");
  getSelection()?.removeAllRanges();
}

/** Move the word with the pointer and mark where it would land. */
function follow(drag, event) {
  drag.word.style.setProperty("translate", `${event.clientX - drag.x}px ${event.clientY - drag.y}px`);
  const words = [...drag.row.querySelectorAll("[data-word]")];
  for (const word of words) word.classList.remove("drop-before", "drop-after");
  const others = words.filter((word) => word !== drag.word);
  const nearest = closest(others, event);
  drag.to = null;
  if (!nearest) return;
  const index = Number(nearest.element.dataset.word);
  const from = Number(drag.word.dataset.word);
  nearest.element.classList.add(nearest.before ? "drop-before" : "drop-after");
  drag.to = (nearest.before ? index : index + 1) - (index > from ? 1 : 0);
}

/** The word nearest to the pointer, and whether the pointer is on its leading side. */
function closest(words, { clientX, clientY }) {
  let best = null;
  for (const element of words) {
    const box = element.getBoundingClientRect();
    const across = Math.max(box.left - clientX, 0, clientX - box.right);
    const down = Math.max(box.top - clientY, 0, clientY - box.bottom);
    const distance = across + 3 * down; // the line counts more than the place in it
    if (best && distance >= best.distance) continue;
    const left = clientX < box.left + box.width / 2;
    best = { element, distance, before: getComputedStyle(element).direction === "rtl" ? !left : left };
  }
  return best;
}
