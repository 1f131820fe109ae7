// What dash's own elements lack for readers with a keyboard or a screen reader.
(function () {
  "use strict";

  // A dropdown: dash makes an input that is hidden from screen readers its tab stop, gives the
  // button the value alone as a name, and the list roles that do not go with its check boxes.
  function mendDropdown(wrapper) {
    const place = wrapper.closest(".control, .dataset-choice");
    const label = place && place.querySelector(".control-label[id]");
    const stop = wrapper.querySelector(".dash-dropdown-focus-target");
    const button = wrapper.querySelector("button.dash-dropdown");
    if (!label || !stop || !button) return;
    if (!stop.disabled) {
      stop.disabled = true;
      button.tabIndex = 0;
      button.setAttribute("aria-haspopup", "dialog");
      const words = ["value", "value-count"].map((part) => button.id + "-" + part);
      button.setAttribute("aria-labelledby", [label.id, ...words].join(" "));
    }
    const opened = wrapper.querySelector(".dash-dropdown-content");
    if (!opened) return;
    opened.setAttribute("aria-labelledby", label.id);
    const search = opened.querySelector(".dash-dropdown-search");
    if (search) search.setAttribute("aria-label", "Search: " + label.textContent);
    const list = opened.querySelector("[role=listbox]");
    if (list) {
      list.setAttribute("role", "group");
      list.setAttribute("aria-labelledby", label.id);
    }
    for (const option of opened.querySelectorAll("label[role=option], label[aria-selected]")) {
      option.removeAttribute("role");
      option.removeAttribute("aria-selected");
    }
  }

  // A box that scrolls sideways is a tab stop, so that the arrow keys can move it; one that
  // shows all it holds is none.
  const watched = new WeakSet();
  const sizes = new ResizeObserver((entries) => {
    for (const box of new Set(entries.map((entry) => entry.target.closest(BOXES)))) {
      if (!box) continue;
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
  const BOXES = ".picture, .figure-card .table-scroll";
  function watch(box) {
    for (const each of [box, ...box.children]) {
      if (watched.has(each)) continue;
      watched.add(each);
      sizes.observe(each);
    }
  }

  let waiting = false;
  function sweep() {
    waiting = false;
    document.querySelectorAll(".dash-dropdown-wrapper").forEach(mendDropdown);
    document.querySelectorAll(BOXES).forEach(watch);
  }
  // a figure adds thousands of nodes: one look a frame is enough
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(sweep);
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected"],
  });
})();
