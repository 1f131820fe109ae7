// Rows of a list put into another order by mouse, pen or finger. The row that is held stays where
// it is in the document, so that the pointer stays with it; the others pass it.
(function () {
  "use strict";
  const GRIP = ".deck-grip, .deck-picture";
  const SLIP = 5; // pixels that a press may move and is none but a press
  const EDGE = 70; // pixels from the window's edge in which the page scrolls along
  const STEP = 12; // pixels that it scrolls in a frame
  let held = null;

  const middle = (node) => {
    const box = node.getBoundingClientRect();
    return box.top + box.height / 2;
  };

  // A row that is passed takes the place on the other side; the held one must not jump with it.
  function pass(other, where) {
    const before = held.row.offsetTop;
    held.row[where](other);
    held.start += held.row.offsetTop - before;
    follow();
  }

  function follow() {
    held.row.style.transform = "translateY(" + (held.at + window.scrollY - held.start) + "px)";
  }

  function arrange() {
    follow();
    for (;;) {
      const { previousElementSibling: above, nextElementSibling: below } = held.row;
      if (above && middle(held.row) < middle(above)) pass(above, "after");
      else if (below && middle(held.row) > middle(below)) pass(below, "before");
      else return;
    }
  }

  function scrollAlong() {
    if (!held || !held.moves) return;
    const by = held.at < EDGE ? -STEP : held.at > window.innerHeight - EDGE ? STEP : 0;
    if (by) {
      window.scrollBy(0, by);
      arrange();
    }
    requestAnimationFrame(scrollAlong);
  }

  function take(event) {
    const grip = event.target.closest(GRIP);
    const row = grip && grip.closest("li");
    // a finger on a picture scrolls the page
    if (!row || event.button !== 0 || !event.isPrimary) return;
    if (event.pointerType === "touch" && !grip.matches(".deck-grip")) return;
    const list = event.currentTarget;
    held = {
      row, list, at: event.clientY, start: event.clientY + window.scrollY, moves: false,
      pointer: event.pointerId,
    };
    grip.setPointerCapture(event.pointerId);
  }

  function go(event) {
    if (!held || event.pointerId !== held.pointer) return;
    held.at = event.clientY;
    if (!held.moves) {
      if (Math.abs(held.at + window.scrollY - held.start) < SLIP) return;
      held.moves = true;
      held.row.classList.add("held");
      requestAnimationFrame(scrollAlong);
    }
    arrange();
  }

  function leave(taken) {
    if (!held) return;
    const { row, list, moves } = held;
    held = null;
    row.classList.remove("held");
    row.style.transform = "";
    if (moves) list.reordered(row, taken ? [...list.children].indexOf(row) : null);
  }

  // list.reordered(row, place) is told where a row was left; null where it was let go of.
  function listen(list, reordered) {
    list.reordered = reordered;
    list.addEventListener("pointerdown", take);
    list.addEventListener("pointermove", go);
    list.addEventListener("pointerup", () => leave(true));
    list.addEventListener("pointercancel", () => leave(false));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !held) return;
    event.preventDefault();
    event.stopPropagation();
    leave(false);
  }, true);

  window.deckOrder = { listen, isHeld: () => Boolean(held && held.moves) };
})();
