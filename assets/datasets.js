// Which dataset the address names; what depends on the dataset alone waits for this.
(function () {
  "use strict";
  let shown = ""; // the dataset that the page is laid out for

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.datasets = {
    laidOut: function (dataset) {
      shown = dataset || "";
    },
    follow: function (search) {
      const name = new URLSearchParams(search).getAll("dataset").pop() || "";
      if (name === shown) return;
      shown = name;
      window.dash_clientside.set_props("dataset-shown", { data: name });
    },
  };
})();
