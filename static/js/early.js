/* Sets the chosen theme before anything is painted. A classic script, so that it runs first. */
try {
  document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "auto";
} catch {
  document.documentElement.dataset.theme = "auto";
}
document.documentElement.classList.add("js");
