/** <scope-theme>: dark, light, or as the computer has it. The choice is kept in this browser. */

const NEXT = { auto: "dark", dark: "light", light: "auto" };
const NAMES = { auto: "Theme: automatic", dark: "Theme: dark", light: "Theme: light" };

export class Theme extends HTMLElement {
  connectedCallback() {
    this.#show(read());
    this.querySelector("button").addEventListener("click", () => this.#turn());
  }

  #turn() {
    const theme = NEXT[document.documentElement.dataset.theme ?? "auto"];
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // a browser that keeps nothing still changes the theme for now
    }
    this.#show(theme);
  }

  #show(theme) {
    document.documentElement.dataset.theme = theme;
    const button = this.querySelector("button");
    button.setAttribute("aria-label", NAMES[theme]);
    button.title = NAMES[theme];
  }
}

function read() {
  try {
    const theme = localStorage.getItem("theme");
    return theme in NEXT ? theme : "auto";
  } catch {
    return "auto";
  }
}
