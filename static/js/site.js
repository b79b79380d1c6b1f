/** What every page has: the button that turns the theme. */

import { Theme } from "./elements/theme.js";

customElements.define("scope-theme", Theme);
