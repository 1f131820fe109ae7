// Which dataset the address names; what depends on the dataset alone waits for this.
(function () {
  "use strict";
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.datasets = {
    shown: function (search, before) {
      const none = window.dash_clientside.no_update;
      if (search === undefined || search === null) return none;
      const name = new URLSearchParams(search).getAll("dataset").pop() || "";
      return name === before ? none : name;
    },
  };
})();
