// Keys: / f d p ?, the help that lists them, and links to one figure of a page.
(function () {
  "use strict";
  const OFF = "keys-off";
  const FORM = /^#[a-z0-9-]{1,80}$/;

  const find = (selector, inside) => (inside || document).querySelector(selector);
  const seen = (element) => Boolean(element && element.getClientRects().length);

  // Settings: a browser that keeps nothing has the keys on
  function off() {
    try {
      return localStorage.getItem(OFF) === "true";
    } catch {
      return false;
    }
  }
  function setOff(value) {
    try {
      localStorage.setItem(OFF, String(value));
    } catch {
      // nothing to keep it in: the switch lasts as long as the page
    }
    showSwitch(value);
  }
  function showSwitch(value) {
    const box = document.getElementById("keys-switch");
    if (box) box.setAttribute("aria-checked", String(!value));
  }

  // Help
  const help = () => document.getElementById("help-dialog");
  function toggleHelp() {
    const dialog = help();
    if (!dialog) return;
    if (dialog.open) return dialog.close();
    showSwitch(off());
    dialog.showModal();
    find(".help-close", dialog).focus();
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("#help-button")) return toggleHelp();
    if (event.target.closest(".help-close") || event.target === help()) return help().close();
    const box = event.target.closest("#keys-switch");
    if (box) setOff(box.getAttribute("aria-checked") === "true");
  });

  // The filters: on a phone they are folded, and open first
  function focusFilter(selector) {
    const toggle = document.getElementById("filter-toggle");
    if (seen(toggle) && toggle.getAttribute("aria-expanded") !== "true") toggle.click();
    const began = performance.now();
    (function attempt() {
      const target = find(selector);
      if (seen(target)) {
        target.focus();
        if (target.select) target.select();
      } else if (performance.now() - began < 1000) {
        requestAnimationFrame(attempt);
      }
    })();
  }

  // The figure that has the focus, else the one whose head is nearest the top of the window
  const CARD = ".card:has([data-present], details.export-menu)";
  function currentCard() {
    const focused = document.activeElement && document.activeElement.closest(CARD);
    if (focused) return focused;
    const cards = [...document.querySelectorAll("#content " + CARD)].filter(seen);
    const distance = (card) => Math.abs(card.getBoundingClientRect().top);
    return cards.sort((a, b) => distance(a) - distance(b))[0];
  }
  function openExport() {
    const card = currentCard();
    const menu = card && find("details.export-menu", card);
    if (!menu) return false;
    menu.scrollIntoView({ block: "nearest" });
    const summary = find("summary", menu);
    if (!menu.open) summary.click();
    summary.focus();
    return true;
  }
  function present() {
    const card = currentCard();
    const button = card && find("[data-present]", card);
    if (button) button.click();
    return Boolean(button);
  }

  const ACTIONS = {
    "/": () => focusFilter("#filter-text"),
    f: () => focusFilter(".filter-panel .dash-dropdown"),
    d: openExport,
    p: present,
  };
  const TYPING =
    "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], " +
    ".dash-dropdown, .dash-dropdown-content, .ag-cell-inline-editing, .ag-popup";
  const ours = (event) =>
    !event.defaultPrevented && !event.repeat && !event.isComposing &&
    !event.ctrlKey && !event.altKey && !event.metaKey &&
    !(event.target instanceof Element && event.target.closest(TYPING));

  document.addEventListener("keydown", (event) => {
    if (!ours(event) || off()) return;
    const dialog = find("dialog[open]");
    if (event.key === "?" && (!dialog || dialog === help())) {
      event.preventDefault();
      return toggleHelp();
    }
    // inside a dialog or a presentation the keys are its own
    if (dialog || find("[role=dialog][aria-modal=true]")) return;
    const act = Object.hasOwn(ACTIONS, event.key) && ACTIONS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // Links to one figure: /design?condition=t1d#phase-by-condition
  let moved = false; // the reader has scrolled or typed: the page is no longer pulled away
  ["wheel", "touchmove", "keydown", "pointerdown"].forEach((kind) =>
    window.addEventListener(kind, () => (moved = true), { passive: true, capture: true }));

  const drawn = () =>
    find("#content h1") &&
    [...document.querySelectorAll("#content .dash-graph")].every(
      (graph) => find(".main-svg", graph) || !seen(graph));
  function toTarget() {
    if (!FORM.test(location.hash)) return;
    const wanted = location.hash;
    const began = performance.now();
    moved = false;
    (function attempt() {
      if (location.hash !== wanted || moved) return;
      const target = document.getElementById(wanted.slice(1));
      const waited = performance.now() - began;
      if (target && target.closest("#content") && (drawn() || waited > 6000)) {
        const folded = find(":scope > .card-body > details, :scope > details", target) ||
          target.closest("details");
        if (folded) folded.open = true; // what a link leads to is not left closed
        target.scrollIntoView({ block: "start" });
        // from here on the Tab key goes on
        if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
        if (!target.matches(".card")) return;
        target.classList.add("linked");
        setTimeout(() => target.classList.remove("linked"), 2500);
      } else if (waited < 15000) {
        setTimeout(attempt, 100);
      }
    })();
  }
  ["hashchange", "addresschange"].forEach((kind) => window.addEventListener(kind, toTarget));
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", toTarget);
  } else {
    toTarget();
  }
})();
