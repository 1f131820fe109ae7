// Printing: every figure whole, light, and as wide as the page; then all as it was.
// The browser waits for the listeners of "beforeprint" and for nothing else, so all is done
// at once here, the question to the server for light figures too.
(function () {
  "use strict";
  // The room on A4 and Letter alike, in px of the page inside its margins, less the card's
  // own; heights leave room for the title and the words of a figure
  const PORTRAIT = { width: 664, height: 800 };
  const LANDSCAPE = { width: 900, height: 500 };
  const LEAST = 0.42; // type smaller than this cannot be read: a longer figure breaks instead
  const MOST_COLUMNS = 6;
  let before = []; // what to undo, last first

  const graphs = () =>
    [...document.querySelectorAll("#content .dash-graph .js-plotly-plot")].filter(
      (graph) => graph.getClientRects().length && graph.layout);

  function nameOf(graph) {
    try {
      const id = JSON.parse(graph.closest(".dash-graph").id);
      return id.type === "graph" ? ["views", id.view] : ["own", id.name];
    } catch {
      return ["", ""]; // a graph without a pattern id keeps its colours
    }
  }

  function lightFigures(found) {
    const query = new URLSearchParams({ path: location.pathname, query: location.search });
    found.map(nameOf).forEach(([kind, name]) => {
      if (kind) query.append(kind === "views" ? "view" : "own", name);
    });
    const request = new XMLHttpRequest();
    try {
      request.open("GET", window.app.prefix + "print.json?" + query, false);
      request.send();
      if (request.status === 200) return JSON.parse(request.responseText);
    } catch {
      // without the server the figures keep their dark colours on a dark ground of their own
    }
    return null;
  }

  function fit(graph, light) {
    const { data, layout } = graph;
    const outer = graph.closest(".dash-graph");
    const least = parseFloat(getComputedStyle(outer).minWidth) || 0;
    const width = Math.max(least, PORTRAIT.width);
    // a map keeps its shape, any other figure its height: its rows are laid out in pixels
    const shape = layout.geo ? width / Math.max(outer.offsetWidth, 1) : 1;
    const height = Math.round(outer.offsetHeight * shape);
    const figure = light || { data, layout };
    // the old layout object is kept as it is, to be given back
    const printed = { ...figure.layout, width, height, autosize: false };
    const style = outer.style.cssText;
    const picture = outer.closest("[role=img]");
    before.push(() => {
      if (picture) picture.classList.remove("breaks");
      outer.style.cssText = style;
      if (graph.layout === printed) draw(graph, data, layout);
      else draw(graph, graph.data, graph.layout); // what came meanwhile stays
    });
    window.Plotly.react(graph, figure.data, printed);
    const zoom = (room) => Math.max(Math.min(room.width / width, room.height / height), LEAST);
    outer.style.setProperty("--portrait", zoom(PORTRAIT).toFixed(3));
    outer.style.setProperty("--landscape", zoom(LANDSCAPE).toFixed(3));
    outer.style.setProperty("--print-width", width + "px");
    outer.style.setProperty("--print-height", height + "px");
    if (picture && height * zoom(PORTRAIT) > PORTRAIT.height * 1.05) picture.classList.add("breaks");
  }

  // As large as its room. Plotly keeps the last size, which was the paper's, of a figure that
  // asks for none; those that a filter has changed ask for none.
  function draw(graph, data, layout) {
    if (!graph.isConnected) return; // the page was left meanwhile
    if (layout.autosize === undefined) layout.autosize = true;
    window.Plotly.react(graph, data, layout);
  }

  function lightLegend(graph, colours) {
    const card = graph.closest(".card");
    const swatches = card ? [...card.querySelectorAll(".legend .swatch")] : [];
    swatches.forEach((swatch, at) => {
      const colour = swatch.style.backgroundColor;
      if (!colours[at]) return;
      swatch.style.backgroundColor = colours[at];
      before.push(() => (swatch.style.backgroundColor = colour));
    });
  }

  // The table of trials holds only the rows in its window: all of them are written out
  function writeGrids() {
    if (!window.dash_ag_grid) return;
    document.querySelectorAll("#content .grid[id]").forEach((grid) => {
      let api;
      try {
        api = window.dash_ag_grid.getApi(grid.id);
      } catch {
        return; // the grid is not ready: its window is printed
      }
      const columns = api.getAllDisplayedColumns();
      const shown = columns.slice(0, MOST_COLUMNS);
      const table = document.createElement("table");
      table.className = "print-only data-table table print-table";
      const line = (parent, tag, words) => {
        const row = parent.insertRow();
        words.forEach((text) => {
          const cell = document.createElement(tag);
          cell.textContent = text;
          row.append(cell);
        });
      };
      line(table.createTHead(), "th", shown.map((each) => api.getDisplayNameForColumn(each, "header")));
      const body = table.createTBody();
      // A long table has fetched only some of its rows: these are printed, and the note says so
      const isLong = api.getGridOption("rowModelType") === "infinite";
      const each = isLong ? "forEachNode" : "forEachNodeAfterFilterAndSort";
      api[each]((node) => {
        if (!node.data) return;
        line(body, "td", shown.map((each) => {
          const value = api.getCellValue({ rowNode: node, colKey: each, useFormatter: true });
          return value === null || value === undefined || value === "" ? "Not stated" : String(value);
        }));
      });
      const note = document.createElement("p");
      note.className = "print-only muted";
      const rest = columns.slice(MOST_COLUMNS).map((each) => api.getDisplayNameForColumn(each, "header"));
      const count = isLong
        ? `${body.rows.length} of ${api.getDisplayedRowCount()} rows; the download has all.`
        : `All ${body.rows.length} rows.`;
      note.textContent = rest.length
        ? `${count} Not printed, but in the download: ${rest.join(", ")}.`
        : count;
      grid.after(table, note);
      grid.classList.add("printed-as-table");
      before.push(() => {
        table.remove();
        note.remove();
        grid.classList.remove("printed-as-table");
      });
    });
  }

  // Paper cannot be unfolded: what is folded on the screen is printed open
  function unfold() {
    document.querySelectorAll("#content details.fold:not([open])").forEach((each) => {
      each.open = true;
      before.push(() => (each.open = false));
    });
  }

  // Filters in words where the page has no sentence of its own; source and address
  function writeWords() {
    const filters = document.getElementById("print-filters");
    const chips = [...document.querySelectorAll("#filter-chips .chip:not(.reset)")];
    const said = document.querySelector("#content .filter-sentence, #content .empty-state");
    if (filters) {
      const words = chips.map((chip) => chip.textContent.replace(/\s*×$/, ""));
      filters.textContent = !said && words.length ? `Filters of the address: ${words.join("; ")}.` : "";
    }
    const address = document.getElementById("print-address");
    if (address) address.textContent = location.href;
    const source = document.getElementById("print-source");
    if (!source) return;
    const quoted = JSON.stringify(source.textContent.trim()).replace(/[<>\n\r]/g, " ");
    const style = document.createElement("style");
    style.textContent = `@page { @bottom-left { content: ${quoted}; } }`;
    document.head.append(style);
    before.push(() => style.remove());
  }

  function prepare() {
    if (before.length) return;
    const root = document.documentElement;
    const theme = root.getAttribute("data-bs-theme");
    root.classList.add("printing"); // a phone's page prints the graphs, not what it shows for them
    before.push(() => root.classList.remove("printing"));
    const found = graphs();
    const light = theme === "dark" && found.length ? lightFigures(found) : null;
    if (theme === "dark") {
      root.setAttribute("data-bs-theme", "light");
      before.push(() => root.setAttribute("data-bs-theme", theme));
    }
    found.forEach((graph) => attempt(() => {
      const [kind, name] = nameOf(graph);
      const own = light && kind && light[kind][name];
      fit(graph, own && (own.figure || own));
      if (own && own.legend) lightLegend(graph, own.legend);
      // a dark figure that could not be had in light stays readable on its own ground
      if (theme === "dark" && !own) {
        graph.classList.add("print-dark");
        before.push(() => graph.classList.remove("print-dark"));
      }
    }));
    attempt(writeGrids);
    attempt(unfold);
    attempt(writeWords);
  }

  function restore() {
    const undos = before.reverse();
    before = [];
    undos.forEach(attempt);
  }

  // What fails is told and keeps nothing else from being done, or undone
  function attempt(step) {
    try {
      step();
    } catch (error) {
      reportError(error);
    }
  }

  window.addEventListener("beforeprint", prepare);
  window.addEventListener("afterprint", restore);
})();
