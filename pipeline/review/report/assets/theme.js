// Light or dark: as the system has it, until somebody chooses. Runs before the page is drawn.
"use strict";
(() => {
  const root = document.documentElement;
  const kept = () => { try { return localStorage.getItem("upr-theme"); } catch { return null; } };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => { root.dataset.theme = kept() || (system.matches ? "dark" : "light"); };
  const turn = () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("upr-theme", next); } catch { /* a browser that keeps nothing: for this page alone */ }
    root.dataset.theme = next;
  };
  show();
  root.classList.add("scripted");
  system.addEventListener("change", show);
  addEventListener("DOMContentLoaded", () => {
    document.getElementById("theme")?.addEventListener("click", turn);
    document.addEventListener("keydown", (event) => {
      if (event.key === "t" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, select, textarea, [contenteditable]")) turn();
    });
  });
})();
