// The options of a filter say how many trials each would leave. They are asked for when a reader
// comes to the filter, and not with every change of another one.
(function () {
  "use strict";
  const asked = new Map(); // key of a filter -> the address, without it, that its options are of
  let near = ""; // the filter that the reader came to last

  // What a filter's own choice is does not change what its options leave.
  function question(key, search) {
    const others = new URLSearchParams(search);
    others.delete(key);
    return key + "?" + others.toString();
  }

  function ask(search) {
    if (!near || asked.get(near) === question(near, search)) return;
    asked.set(near, question(near, search));
    window.dash_clientside.set_props("options-asked", { data: question(near, search) });
  }

  function come(event) {
    const place = event.target.closest && event.target.closest(".filter-panel .control");
    const button = place && place.querySelector("button.dash-dropdown[id]");
    if (!button) return;
    near = JSON.parse(button.id).key;
    ask(window.location.search);
  }
  for (const arrival of ["pointerover", "focusin"]) document.addEventListener(arrival, come);

  // A new address, while the reader may still be at a filter.
  window.addEventListener("querychange", () => {
    const { search } = window.location;
    // options of a filter in use come with the figures
    for (const key of new URLSearchParams(search).keys()) asked.set(key, question(key, search));
    ask(search);
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.filter_options = {
    // Another dataset has filters of its own, of which only those in use have options.
    laidOut: function () {
      asked.clear();
      near = "";
      return window.dash_clientside.no_update;
    },
  };
  window.dash_clientside.filters = {
    toggle: function (clicks) {
      const open = clicks % 2 === 1;
      return ["filter-panel" + (open ? " open" : ""), String(open)];
    },
  };
})();
