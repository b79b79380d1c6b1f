/** Say something to those who listen instead of look: one polite live region for the page. */

/** Speak a sentence. The same sentence twice is spoken twice. */
export function announce(sentence) {
  const region = document.getElementById("announcer");
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = sentence));
}
