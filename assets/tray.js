// The deck of this browser: what it holds, how it is read from storage, what the menu entry says.
(function () {
  "use strict";
  const DECK = "deck";
  const TITLE = "deck-title";
  const FIGURE = /^[a-z0-9-]{1,60}(\?[^#]{0,4000})?$/;
  const LONGEST = { name: 120, title: 200, words: 600, note: 2000 };
  // Signs that no file can hold: control characters, and halves of a sign that was cut.
  const UNFIT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd-\uffff\p{Cs}]/gu;

  const text = (value, most) =>
    (typeof value === "string" ? value.slice(0, most).replace(UNFIT, "") : "");

  // Storage holds whatever was put there; only what looks like a figure is taken.
  function figureOf(item) {
    if (item === null || typeof item !== "object" || typeof item.figure !== "string") return null;
    if (!FIGURE.test(item.figure)) return null;
    const found = { figure: item.figure };
    for (const key of Object.keys(LONGEST)) found[key] = text(item[key], LONGEST[key]);
    return found;
  }

  function stored(key) {
    try {
      return window.localStorage.getItem(key);
    } catch (_) {
      return null; // the browser keeps nothing for this site
    }
  }

  function read() {
    const found = stored(DECK);
    if (found === null) return { items: [], dropped: 0 };
    try {
      const list = JSON.parse(found);
      if (!Array.isArray(list)) return { items: [], dropped: 1 };
      const items = list.map(figureOf).filter(Boolean).slice(0, most());
      return { items: items, dropped: list.length - items.length };
    } catch (_) {
      return { items: [], dropped: 1 };
    }
  }

  // False where the browser keeps nothing: the caller says so.
  function keep(key, value) {
    try {
      window.localStorage.setItem(key, value);
    } catch (_) {
      return false;
    }
    window.dispatchEvent(new Event("deckchange"));
    return true;
  }

  function most() {
    const entry = document.querySelector(".deck-count");
    return Number(entry && entry.dataset.most) || 60;
  }

  function showCount() {
    const entry = document.querySelector(".deck-count");
    if (!entry) return;
    const count = read().items.length;
    const unseen = (words) => {
      const node = document.createElement("span");
      node.className = "visually-hidden";
      node.textContent = words;
      return node;
    };
    const unit = unseen(count === 1 ? " figure" : " figures");
    entry.replaceChildren(...(count ? [unseen(": "), String(count), unit] : []));
  }

  window.figureDeck = {
    items: () => read().items,
    dropped: () => read().dropped,
    most: most,
    write: (items) => keep(DECK, JSON.stringify(items)),
    title: () => text(stored(TITLE), LONGEST.name),
    setTitle: (value) => keep(TITLE, text(value, LONGEST.name)),
    figureOf: figureOf,
  };

  window.addEventListener("deckchange", showCount);
  window.addEventListener("storage", showCount); // another tab changed it
  // The header is drawn after this file has run.
  const waiting = new MutationObserver(() => {
    if (!document.querySelector(".deck-count")) return;
    waiting.disconnect();
    showCount();
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
