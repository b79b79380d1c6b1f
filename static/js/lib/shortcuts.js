/** The names of keys on this computer. */

const APPLE = /mac|iphone|ipad/i.test(globalThis.navigator?.userAgentData?.platform ?? globalThis.navigator?.platform ?? "");

export const COMMAND = APPLE ? "⌘" : "Ctrl";
export const ALT = APPLE ? "⌥" : "Alt";

/** Whether the event holds the key that this computer uses for commands. */
export function commanded(event) {
  return APPLE ? event.metaKey : event.ctrlKey;
}
