// Dash names an address of its own for plotly.js; ours holds only the traces in use.
(function () {
  "use strict";
  const address = document.currentScript.dataset.plotly;
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => address, set: () => {} });
})();
