// A drawing as other programs read it: LibreOffice, Inkscape and PowerPoint know attributes and
// no styles, no order of painting, and lines of type only by their own places.
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const XML = "http://www.w3.org/XML/1998/namespace";
  // Calibri and Carlito are as wide as the house font, Arial is 7 % wider
  const FAMILY = "'Source Sans 3', 'Source Sans Pro', Calibri, Carlito, Arial, sans-serif";
  const HALO = 3.4; // width of the stroke below a label on a map
  const BOLD = 600; // weights from here on are bold: programs know two
  const DRAWN = [
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity",
    "display", "visibility", "clip-path",
  ];
  const PAINTS = ["fill", "stroke", "stop-color"];
  const SHAPES = "path, rect, circle, ellipse, line, polygon, polyline";
  const DEFINED = "defs, clipPath, pattern, mask, marker";
  const BLANK = /^[\s\u200b]*$/;
  const LINE_BREAK = "tspan[dy][x]";

  const rounded = (number) => String(Math.round(number * 1000) / 1000);

  // "#rrggbb" and the opacity that a colour holds itself; null for what is no colour of ours.
  function colour(value) {
    const parts = (value.match(/^rgba?\(([^)]*)\)$/) || [])[1];
    if (!parts) return null;
    const numbers = parts.split(/[\s,/]+/).filter(Boolean).map(Number);
    const hex = numbers.slice(0, 3).map((part) => Math.round(part).toString(16).padStart(2, "0"));
    return { hex: "#" + hex.join(""), opacity: numbers.length > 3 ? numbers[3] : 1 };
  }

  function plainValue(name, value) {
    const plain = value.replace(/url\(["']?(#[^"')]+)["']?\)/g, "url($1)");
    if (name === "stroke-dasharray") return plain.replace(/px/g, "").replace(/[\s,]+/g, " ");
    return plain.replace(/^(-?[\d.]+)px$/, "$1");
  }

  // A colour without opacity of its own; what cannot be seen is no colour at all.
  function plainPaint(node, name) {
    const value = node.getAttribute(name);
    if (value === null) return;
    const own = name === "stop-color" ? "stop-opacity" : name + "-opacity";
    const found = colour(value);
    if (found) {
      node.setAttribute(name, found.hex);
      const opacity = Number(node.getAttribute(own) || 1) * found.opacity;
      if (found.opacity < 1) node.setAttribute(own, rounded(opacity));
    }
    if (name !== "stop-color" && node.getAttribute(own) === "0") {
      node.setAttribute(name, "none");
      node.removeAttribute(own);
    }
  }

  function asAttributes(node) {
    for (const name of node.style ? DRAWN : []) {
      const value = node.style.getPropertyValue(name);
      if (value) node.setAttribute(name, plainValue(name, value));
    }
    for (const name of PAINTS) plainPaint(node, name);
    if (node.getAttribute("opacity") === "1") node.removeAttribute("opacity");
    const clip = node.getAttribute("clip-path");
    if (clip) node.setAttribute("clip-path", plainValue("clip-path", clip));
  }

  function created(name, attributes, text) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== "") node.setAttribute(key, value);
    }
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function haloOf(text) {
    const shadow = text.style.textShadow;
    const found = (shadow.match(/rgba?\([^)]*\)|#[0-9a-f]+/i) || [])[0];
    return found ? (colour(found) || { hex: found }).hex : null;
  }

  // The words of a text in runs of one line and one type each, with where they stand.
  function runsOf(text) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const found = [];
    let first = 0;
    while (walker.nextNode()) {
      const words = walker.currentNode.data;
      const holder = walker.currentNode.parentNode;
      if (!BLANK.test(words)) {
        const before = words.match(/^[\s\u200b]*/)[0].length;
        const kept = words.slice(before).replace(/[\s\u200b]+$/, "");
        const line = holder.closest(LINE_BREAK) || text;
        found.push({ text, holder, line, words: kept, whole: words, start: first + before });
      }
      first += words.length;
    }
    return found;
  }

  function left(run) {
    let least = Infinity;
    for (let n = run.start; n < run.start + run.words.length; n += 1) {
      least = Math.min(least, run.text.getExtentOfChar(n).x);
    }
    return least;
  }

  // A line of one type keeps what it is hung on; of several types, each run stands for itself.
  function placed(run, alone) {
    const style = getComputedStyle(run.holder);
    const hung = alone && run.words === run.whole;
    const x = hung ? Number(run.line.getAttribute("x") || 0) : left(run);
    const paint = colour(style.fill) || { hex: style.fill, opacity: 1 };
    const opacity = paint.opacity * Number(style.fillOpacity);
    const natural = run.text.getSubStringLength(run.start, run.words.length);
    const length = Math.min(natural, Number(run.text.getAttribute("textLength") || Infinity));
    const sized = run.words.length > 1 && length > 0;
    return {
      x: rounded(x),
      y: rounded(run.text.getStartPositionOfChar(run.start).y),
      "font-family": FAMILY,
      "font-size": rounded(parseFloat(style.fontSize)),
      "font-weight": isBold(run.holder) ? "bold" : null,
      "font-style": style.fontStyle === "normal" ? null : style.fontStyle,
      "text-anchor": hung && style.textAnchor !== "start" ? style.textAnchor : null,
      "text-decoration": textDecoration(run),
      fill: paint.hex,
      "fill-opacity": opacity < 1 ? rounded(opacity) : null,
      // another font is pressed into the room of ours
      textLength: sized ? rounded(length) : null,
      lengthAdjust: sized ? "spacingAndGlyphs" : null,
    };
  }

  function textDecoration(run) {
    for (let node = run.holder; node && node !== run.text.parentNode; node = node.parentNode) {
      const found = node.style.textDecorationLine;
      if (found && found !== "none") return found;
    }
    return null;
  }

  function sharesLine(run, runs) {
    return runs.some((other) => other !== run && other.line === run.line);
  }

  // Every line a text of its own, below it its halo: a copy with a stroke.
  function asLines(text) {
    const runs = runsOf(text);
    const halo = haloOf(text);
    const stroke = { stroke: halo, "stroke-width": HALO, "stroke-linejoin": "round" };
    const group = created("g", {
      transform: text.getAttribute("transform"), opacity: text.getAttribute("opacity"),
    });
    const places = runs.map((run) => placed(run, !sharesLine(run, runs)));
    for (const [n, run] of halo ? runs.entries() : []) {
      const below = { ...places[n], fill: halo, ...stroke };
      group.append(created("text", below, run.words));
    }
    runs.forEach((run, n) => group.append(created("text", places[n], run.words)));
    for (const line of group.children) {
      if (/\s{2}/.test(line.textContent)) line.setAttributeNS(XML, "xml:space", "preserve");
    }
    return group;
  }

  // A group of one is its text.
  function ungrouped(group) {
    const [only, ...more] = group.children;
    if (!only || more.length) return group;
    for (const { name, value } of group.attributes) only.setAttribute(name, value);
    return only;
  }

  function isSeen(text) {
    const style = getComputedStyle(text);
    return style.display !== "none" && Number(style.opacity) > 0 && style.fillOpacity !== "0";
  }

  const isBold = (node) => Number(getComputedStyle(node).fontWeight) >= BOLD;

  function withLines(root) {
    const texts = [...root.querySelectorAll("text")];
    for (const text of texts) text.style.whiteSpace = "pre"; // letters are counted
    const bold = [...root.querySelectorAll("text, tspan")].filter(isBold);
    for (const node of bold) node.style.fontWeight = "bold";
    // all are measured before the first is changed: the browser lays them out once
    const made = texts.map((text) => (isSeen(text) ? asLines(text) : null));
    texts.forEach((text, n) => {
      if (made[n] && made[n].children.length) text.replaceWith(ungrouped(made[n]));
      else text.remove();
    });
  }

  function isNothing(node) {
    const style = getComputedStyle(node);
    const bare = style.stroke === "none" || parseFloat(style.strokeWidth) === 0;
    return style.display === "none" || (style.fill === "none" && bare);
  }

  // Grounds for the mouse and groups of nothing are a burden to whoever edits the drawing.
  function withoutNothings(root) {
    const kept = (node) => !node.closest(DEFINED);
    for (const node of root.querySelectorAll('[opacity="0"], [display="none"]')) {
      if (kept(node)) node.remove();
    }
    for (const node of [...root.querySelectorAll(SHAPES)].filter(kept).filter(isNothing)) {
      node.remove();
    }
    const groups = [...root.querySelectorAll("g, defs")].reverse();
    for (const group of groups) if (!group.children.length) group.remove();
    const text = [...root.querySelectorAll("*")].flatMap((node) => [...node.attributes])
      .map((each) => each.value).join(" ");
    for (const node of root.querySelectorAll("clipPath, pattern, linearGradient")) {
      if (!text.includes("#" + node.id)) node.remove();
    }
  }

  function withoutNotes(node) {
    for (const { name } of [...node.attributes]) {
      const bare = name === "class" || name === "style" || name.startsWith("data-");
      if (bare || name === "pointer-events" || name === "shape-rendering") {
        node.removeAttribute(name);
      }
    }
  }

  // A drawing within a drawing is a group that stands somewhere: here none is cut at its edges.
  function asGroup(inner) {
    const place = [inner.getAttribute("x") || 0, inner.getAttribute("y") || 0].join(",");
    const group = created("g", { transform: "translate(" + place + ")" });
    group.append(...inner.childNodes);
    inner.replaceWith(group);
  }

  // Changes a drawing that stands in the page, with the font there: its texts have lengths.
  function portable(root) {
    for (const inner of root.querySelectorAll("svg")) asGroup(inner);
    for (const node of root.querySelectorAll("*")) asAttributes(node);
    withLines(root);
    withoutNothings(root);
    for (const node of root.querySelectorAll("*")) withoutNotes(node);
  }

  window.portablePicture = portable;
})();
