// plotly.js writes a few style attributes as text, which the Content-Security-Policy refuses. The
// same declarations through the element's style are taken (plotly.js issue 7543).
const { selection } = require("@plotly/d3");

const attr = selection.prototype.attr;

function declared(styled, text) {
  return styled.each(function () {
    this.style.cssText = text;
  });
}

selection.prototype.attr = function (name, value) {
  if (name === "style" && typeof value === "string") return declared(this, value);
  if (typeof name !== "object" || typeof name.style !== "string") return attr.apply(this, arguments);
  const { style, ...others } = name;
  return declared(attr.call(this, others), style);
};
