/* Set before anything is painted: light or dark where a person chose, else as the system. */
"use strict";
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("onrecord-theme"); } catch { /* storage may be closed to the page */ }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
