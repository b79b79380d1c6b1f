/** What the lab shows: one state for all pictures, which stands in the address. Knows no elements. */

import { debounce } from "../../lib/timing.js";
import { format, parse, START } from "./state.js";

const LINK_PAUSE_MS = 250; // browsers stop a page that rewrites its address without pause

class Lab extends EventTarget {
  state = { ...START };
  #link = debounce(() => history.replaceState(null, "", `${location.pathname}${format(this.state)}${location.hash}`), LINK_PAUSE_MS);

  /** Start from a query string. */
  read(search) {
    this.state = parse(search);
  }

  /** A field's start that only the server knows; like every start it does not stand in the address. */
  begin(key, value) {
    START[key] = value;
    this.state[key] ||= value;
  }

  /** Change some fields; pictures that show one of them are told. */
  set(patch) {
    Object.assign(this.state, patch);
    this.#link();
    this.dispatchEvent(new CustomEvent("change", { detail: Object.keys(patch) }));
  }

  /** Call `listener` after each change of one of the fields. */
  on(keys, listener) {
    this.addEventListener("change", ({ detail }) => detail.some((key) => keys.includes(key)) && listener());
  }
}

export const lab = new Lab();
