// Which dataset the address names; what depends on the dataset alone waits for this.
(function () {
  "use strict";
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.datasets = {
    follow: function (search, shown) {
      const name = new URLSearchParams(search).getAll("dataset").pop() || "";
      if (name !== shown) window.dash_clientside.set_props("dataset-shown", { data: name });
    },
  };
})();
