// What the browser itself does when the address changes.
(function () {
  "use strict";
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.address = {
    followed: function (search, shown) {
      if (search === undefined || search === null) return;
      const { datasets, filter_options, trials } = window.dash_clientside;
      datasets.follow(search, shown);
      filter_options.follow(search);
      trials.refetch();
    },
  };
})();
