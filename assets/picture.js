// Pictures of figures for talks, made here in the reader's browser: SVG at 1920x1080, PNG at
// 3840x2160, or live on a stage. The server lays every word out (components/share/picture.py).
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const SCREEN = { width: 1920, height: 1080 };
  const PIXELS = { width: 3840, height: 2160 };
  const FAMILY = "Source Sans 3";
  const FALLBACK = '"Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif';
  const PREVIEW = { width: 960, height: 540 };
  const PATIENCE = 30000; // milliseconds
  const HELD = "data-style";
  const TAG = /<\w[^<>"]*(?:"[^"]*"[^<>"]*)*>/g;
  const TURN = 40;
  const MOST_TURNS = 12;
  const loaded = {}; // what is fetched once: plotly, fonts as data addresses

  async function fetchPicture(slug, query, theme) {
    const words = new URLSearchParams(query || "");
    words.set("theme", theme || "light");
    const address = window.app.prefix + "export/" + encodeURIComponent(slug) + ".json?" + words;
    return (await window.app.fetched(address)).json();
  }

  // Plotly comes with the first graph of a page; on pages without graphs from the same address.
  function plotly() {
    if (window.Plotly) return Promise.resolve(window.Plotly);
    loaded.plotly = loaded.plotly || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const stop = (why) => { loaded.plotly = null; reject(new Error(why)); };
      const timer = setTimeout(() => stop("plotly.js did not load after 30 seconds"), PATIENCE);
      script.onload = () => { clearTimeout(timer); resolve(window.Plotly); };
      script.onerror = () => { clearTimeout(timer); stop("plotly.js did not load"); };
      script.src = window.app.plotly;
      document.head.append(script);
    });
    return loaded.plotly;
  }

  function element(parent, name, attributes, text) {
    const node = parent.ownerDocument.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  }

  // The house font's faces as this page's style declares them: file and range of letters.
  function faces() {
    const found = [];
    for (const sheet of document.styleSheets) {
      let rules;
      try { rules = sheet.cssRules; } catch (_) { continue; }
      for (const rule of rules) {
        if (!(rule instanceof CSSFontFaceRule)) continue;
        const style = rule.style;
        if (style.getPropertyValue("font-family").replace(/["']/g, "") !== FAMILY) continue;
        const file = (style.getPropertyValue("src").match(/url\(["']?([^"')]+)/) || [])[1];
        const range = style.getPropertyValue("unicode-range");
        if (file) found.push({ address: new URL(file, sheet.href || location.href).href, range });
      }
    }
    return found;
  }

  function covers(range, letters) {
    const spans = range.split(",").map((part) => {
      const ends = part.trim().replace(/^U\+/i, "").split("-").map((end) => parseInt(end, 16));
      return [ends[0], ends.length > 1 ? ends[1] : ends[0]];
    });
    return letters.some((code) => spans.some(([low, high]) => low <= code && code <= high));
  }

  function asDataAddress(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  }

  function fontFile(address) {
    loaded[address] = loaded[address] || window.app.fetched(address)
      .then((response) => response.blob())
      .then((blob) => asDataAddress(new Blob([blob], { type: "font/woff2" })))
      .catch((error) => { loaded[address] = null; throw error; });
    return loaded[address];
  }

  // Only the faces whose letters the picture uses: an address of data is a third larger.
  async function fontStyle(text) {
    const letters = [...new Set(text)].map((letter) => letter.codePointAt(0));
    const wanted = faces().filter((face) => !face.range || covers(face.range, letters));
    const rules = await Promise.all(wanted.map(async (face) => {
      const data = await fontFile(face.address);
      const range = face.range ? "unicode-range:" + face.range + ";" : "";
      return '@font-face{font-family:"' + FAMILY + '";font-weight:200 900;' + range +
        "src:url(" + data + ') format("woff2");}';
    }));
    return rules.join("\n");
  }

  // Plotly measures texts as it draws: the font has to be there before.
  function fontReady() {
    const weights = ["400", "650", "700"];
    return Promise.all(weights.map((w) => document.fonts.load(w + ' 16px "' + FAMILY + '"')));
  }

  function graphConfig(more) {
    return {
      displaylogo: false,
      displayModeBar: false,
      showSendToCloud: false,
      plotlyServerURL: "",
      topojsonURL: window.app.prefix + "assets/topojson/",
      responsive: false,
      scrollZoom: false,
      ...more,
    };
  }

  // Title, choice, legend, rule and footer; the figure comes into its box afterwards.
  function drawSurround(root, picture) {
    const colours = picture.colours;
    const size = { width: picture.width, height: picture.height };
    element(root, "title", {}, picture.title);
    element(root, "desc", {}, picture.choice + " " + picture.summary);
    element(root, "rect", { x: 0, y: 0, ...size, fill: colours.background });
    const id = "hatch-" + Math.random().toString(36).slice(2);
    const defs = element(root, "defs");
    const tile = { width: 5, height: 5, patternUnits: "userSpaceOnUse" };
    const hatch = element(defs, "pattern", { id, ...tile, patternTransform: "rotate(45)" });
    element(hatch, "rect", { width: 1.4, height: 5, fill: colours.hatch });
    const dots = element(defs, "pattern", { id: id + "-dots", ...tile });
    element(dots, "circle", { cx: 2.5, cy: 2.5, r: 1, fill: colours.text, opacity: 0.55 });
    const patterns = { "/": "url(#" + id + ")", ".": "url(#" + id + "-dots)" };
    for (const item of picture.legend) {
      const box = { x: item.x, y: item.y, width: item.size, height: item.size, rx: 1.5 };
      element(root, "rect", { ...box, fill: item.colour });
      if (item.pattern) element(root, "rect", { ...box, fill: patterns[item.pattern] });
    }
    for (const line of picture.lines) {
      const at = { x: line.x, y: line.y, "font-size": line.size, "font-weight": line.weight };
      element(root, "text", { ...at, fill: line.colour, "font-family": FALLBACK }, line.text);
    }
    const edge = picture.box[0];
    const ends = { x1: edge, x2: picture.width - edge, y1: picture.rule, y2: picture.rule };
    element(root, "line", { ...ends, stroke: colours.rule, "stroke-width": 1 });
  }

  // The server's widths of texts are estimates: a line too long is pressed together, never cut.
  function pressTogether(root, picture) {
    const right = picture.width - picture.box[0];
    for (const line of root.querySelectorAll(":scope > text")) {
      const room = right - Number(line.getAttribute("x"));
      if (line.getComputedTextLength() <= room) continue;
      line.setAttribute("textLength", String(room));
      line.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
  }

  function emptyRoot(picture) {
    const root = document.createElementNS(SVG, "svg");
    root.setAttribute("xmlns", SVG);
    root.setAttribute("viewBox", "0 0 " + picture.width + " " + picture.height);
    return root;
  }

  async function figureNode(picture) {
    const Plotly = await plotly();
    const { data, layout } = picture.figure;
    const [, , width] = picture.box;
    const text = await Plotly.toImage(
      { data, layout, config: graphConfig() },
      { format: "svg", width, height: layout.height, imageDataOnly: true },
    );
    const drawn = new DOMParser().parseFromString(withoutStyles(text), "image/svg+xml");
    if (drawn.querySelector("parsererror")) throw new Error("The figure is not well-formed.");
    const figure = document.importNode(drawn.documentElement, true);
    for (const node of [figure, ...figure.querySelectorAll("[" + HELD + "]")]) {
      node.style.cssText = node.getAttribute(HELD) || "";
      node.removeAttribute(HELD);
    }
    return figure;
  }

  // The page's Content-Security-Policy refuses styles in markup and takes them as declarations:
  // in the tags, and nowhere in the words, they are held under another name.
  function withoutStyles(text) {
    return text.replace(TAG, (tag) => tag.replace(/ style="/g, " " + HELD + '="'));
  }

  async function svgNode(picture) {
    await fontReady();
    const root = emptyRoot(picture);
    root.setAttribute("width", SCREEN.width);
    root.setAttribute("height", SCREEN.height);
    root.setAttribute("role", "img");
    drawSurround(root, picture);
    const figure = await figureNode(picture);
    const [x, y, width] = picture.box;
    const height = picture.figure.layout.height;
    const place = { x, y, width, height, overflow: "visible" };
    for (const [key, value] of Object.entries(place)) figure.setAttribute(key, value);
    root.append(figure);
    // texts have lengths only inside the page
    const shelf = document.createElement("div");
    shelf.style.cssText = "position:absolute;left:-9999px;top:0;visibility:hidden";
    shelf.setAttribute("aria-hidden", "true");
    shelf.append(root);
    document.body.append(shelf);
    pressTogether(root, picture);
    window.portablePicture(root);
    shelf.remove();
    const style = document.createElementNS(SVG, "style");
    style.textContent = await fontStyle(root.textContent);
    root.prepend(style);
    return root;
  }

  async function svg(picture) {
    return new XMLSerializer().serializeToString(await svgNode(picture));
  }

  async function imageOf(text) {
    const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      return image;
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  function paint(image, size, ground) {
    const canvas = document.createElement("canvas");
    canvas.width = size.width;
    canvas.height = size.height;
    const context = canvas.getContext("2d");
    context.fillStyle = ground;
    context.fillRect(0, 0, size.width, size.height);
    context.drawImage(image, 0, 0, size.width, size.height);
    return canvas;
  }

  // A browser calls an image decoded before the font in it is: the first one may lack texts.
  // Painted small until nothing changes any more.
  async function settledImage(text, ground) {
    let last = "";
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const image = await imageOf(text);
      const seen = paint(image, PREVIEW, ground).toDataURL();
      if (turn > 1 && seen === last) return image;
      last = seen;
      await new Promise((go) => setTimeout(go, TURN));
    }
    return imageOf(text);
  }

  async function png(picture) {
    const root = await svgNode(picture);
    // drawn at full size: a browser may otherwise blow up a picture of 1920 pixels
    root.setAttribute("width", PIXELS.width);
    root.setAttribute("height", PIXELS.height);
    const text = new XMLSerializer().serializeToString(root);
    const ground = picture.colours.background;
    const canvas = paint(await settledImage(text, ground), PIXELS, ground);
    return new Promise((resolve, reject) => {
      const give = (blob) => (blob ? resolve(blob) : reject(new Error("No picture was made.")));
      canvas.toBlob(give, "image/png");
    });
  }

  // A small picture for a list, as PNG.
  async function small(picture, size) {
    const root = await svgNode(picture);
    root.setAttribute("width", size.width);
    root.setAttribute("height", size.height);
    const text = new XMLSerializer().serializeToString(root);
    const ground = picture.colours.background;
    const canvas = paint(await settledImage(text, ground), size, ground);
    return new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture was made."))));
    });
  }

  // The same composition, live: hover works. The stage is blown up to fit, letterboxed.
  async function mount(picture, host) {
    const [Plotly] = await Promise.all([plotly(), fontReady()]);
    unmount(host);
    host.style.background = picture.colours.background;
    if (getComputedStyle(host).position === "static") host.style.position = "relative";
    host.style.overflow = "hidden";
    const stage = document.createElement("div");
    stage.className = "picture-stage";
    const size = "width:" + picture.width + "px;height:" + picture.height + "px;";
    stage.style.cssText = size + "position:absolute;left:0;top:0;transform-origin:0 0";
    const root = emptyRoot(picture);
    root.setAttribute("width", picture.width);
    root.setAttribute("height", picture.height);
    root.style.cssText = "position:absolute;inset:0";
    drawSurround(root, picture);
    // a title element would follow the mouse as a tooltip over everything
    root.querySelector("title").remove();
    const graph = document.createElement("div");
    const [x, y, width] = picture.box;
    const { data, layout } = picture.figure;
    graph.style.cssText = "position:absolute;left:" + x + "px;top:" + y + "px;width:" + width +
      "px;height:" + layout.height + "px";
    graph.setAttribute("role", "img");
    graph.setAttribute("aria-label", picture.summary);
    stage.append(root, graph);
    host.replaceChildren(stage);
    pressTogether(root, picture);
    const fit = () => {
      const scale = Math.min(host.clientWidth / picture.width, host.clientHeight / picture.height);
      const left = (host.clientWidth - picture.width * scale) / 2;
      const top = (host.clientHeight - picture.height * scale) / 2;
      stage.style.transform = "translate(" + left + "px," + top + "px) scale(" + scale + ")";
    };
    const watch = new ResizeObserver(fit);
    host.figurePictureEnd = () => { watch.disconnect(); Plotly.purge(graph); };
    watch.observe(host);
    fit();
    await Plotly.newPlot(graph, data, layout, graphConfig());
  }

  // Frees what mount() holds in an element.
  function unmount(host) {
    if (host.figurePictureEnd) host.figurePictureEnd();
    host.figurePictureEnd = null;
    host.replaceChildren();
  }

  window.figurePicture = { fetch: fetchPicture, svg, png, small, mount, unmount, plotly };
})();
