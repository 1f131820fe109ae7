// plotly.js with the traces that this app draws (components/figures) and no others.
require("./declared_styles");
const Plotly = require("plotly.js/lib/core"); // holds scatter
Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/lib/choropleth"),
  require("plotly.js/lib/scattergeo"),
]);
module.exports = Plotly;
