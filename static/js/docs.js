/** The API's documentation: Swagger UI on the service's own description of itself, in the page's theme. */

/* global SwaggerUIBundle */
const place = document.querySelector("#api");
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

/** Tell Swagger UI, which has a class for it, whether the page is dark. */
function follow() {
  const { theme } = root.dataset;
  root.classList.toggle("dark-mode", theme === "dark" || (theme !== "light" && dark.matches));
}

follow();
dark.addEventListener("change", follow);
new MutationObserver(follow).observe(root, { attributeFilter: ["data-theme"] });
SwaggerUIBundle({ url: place.dataset.document, domNode: place, deepLinking: true, tryItOutEnabled: true });
