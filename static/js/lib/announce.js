/** Say something to those who listen instead of look: a polite log, of which they hear what is added. */

const KEPT = 4; // sentences

/** Speak a sentence, after whatever is being spoken. */
export function announce(sentence) {
  const log = document.getElementById("announcer");
  const line = document.createElement("p");
  line.textContent = sentence;
  log.append(line);
  while (log.childElementCount > KEPT) log.firstElementChild.remove();
}
