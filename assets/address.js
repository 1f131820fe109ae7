// What the browser itself does when the address changes. Links, Back and dash's own location all
// end in the browser's history, which is heard here: a callback of dash for each change would tell
// every component of the page a dozen times.
(function () {
  "use strict";
  let followed = null; // the query that was followed last
  let shown = ""; // the dataset that the page is laid out for

  // What depends on the dataset alone waits for this.
  window.addEventListener("querychange", () => {
    const name = new URLSearchParams(window.location.search).getAll("dataset").pop() || "";
    if (name === shown) return;
    shown = name;
    window.dash_clientside.set_props("dataset-shown", { data: name });
  });

  // An event, as a listener that fails stops no other.
  function follow() {
    const { search } = window.location;
    if (search === followed) return;
    followed = search;
    window.dispatchEvent(new Event("querychange"));
  }

  const later = () => setTimeout(follow); // when dash knows the address, too
  const push = window.history.pushState.bind(window.history);
  window.history.pushState = (...entry) => {
    push(...entry);
    later();
  };
  window.addEventListener("popstate", later);

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.address = {
    // A page may be laid out for another dataset than its address names.
    laidOut: function (dataset) {
      shown = dataset || "";
      later();
    },
  };
})();
