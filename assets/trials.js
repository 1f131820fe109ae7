// What the tables of AG Grid need from the browser: links, "not stated", order and search.
// AG Grid looks the renderers up by name; nothing here is built from text.
(function () {
  "use strict";
  const NOT_STATED = "Not stated";

  // A click stays in the app, as with dash's own links; with a modifier key it is the browser's.
  function follow(event, href) {
    if (event.metaKey || event.shiftKey || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    window.history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  function link(href, text) {
    return React.createElement(
      "a",
      { key: href + text, href: href, tabIndex: -1, onClick: (event) => follow(event, href) },
      text,
    );
  }

  const components = (window.dashAgGridComponentFunctions =
    window.dashAgGridComponentFunctions || {});

  // The grid moves the focus from cell to cell: Enter on the cell opens its link.
  components.RowLink = function (props) {
    React.useEffect(() => {
      const cell = props.eGridCell;
      const open = (event) => {
        const inside = cell.querySelector("a");
        if (event.key === "Enter" && inside) inside.click();
      };
      cell.addEventListener("keydown", open);
      return () => cell.removeEventListener("keydown", open);
    }, []);
    // A row of a long table stands there before it is fetched.
    if (!props.data) return React.createElement("span", { className: "muted" }, "Loading …");
    return link(props.data.href, props.value);
  };

  // A cell may hold several values, "Autologous; Not stated": each is marked for itself.
  components.Stated = function (props) {
    if (!props.data) return null;
    const empty = props.value === null || props.value === undefined || props.value === "";
    const parts = (empty ? NOT_STATED : String(props.value)).split("; ");
    const marked = parts.flatMap((text, at) => [
      at ? "; " : "",
      text === NOT_STATED
        ? React.createElement("span", { key: at, className: "not-stated" }, text)
        : text,
    ]);
    return React.createElement("span", null, ...marked);
  };

  // Not stated comes last, whichever way a column is sorted; digits in text count as numbers.
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const unknown = (value) => value === null || value === undefined || value === NOT_STATED;
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.notStatedLast = function (a, b, nodeA, nodeB, descending) {
    if (unknown(a) || unknown(b)) {
      return (unknown(a) - unknown(b)) * (descending ? -1 : 1);
    }
    return typeof a === "number" ? a - b : order.compare(a, b);
  };

  functions.never = () => false;

  // A long table holds the rows around its window alone: what they are is asked anew.
  const SEARCH_PAUSE = 250;
  let asking = null;

  function fetches(options) {
    const context = options && options.context;
    return Boolean(context && String(context.shape).endsWith("/infinite"));
  }

  function longTable() {
    let api;
    try {
      api = dash_ag_grid.getApi("trial-grid");
    } catch {
      return null; // there is no table on this page
    }
    const stands = api && !api.isDestroyed() && api.getGridOption("rowModelType") === "infinite";
    return stands ? api : null;
  }

  function refetch(pause) {
    clearTimeout(asking);
    asking = setTimeout(() => {
      const api = longTable();
      if (!api) return;
      if (api.getDisplayedRowCount()) api.ensureIndexVisible(0, "top");
      api.purgeInfiniteCache();
    }, pause);
  }

  // Dash does not say that a request of its own has failed, and the grid would wait for ever.
  const ROWS = "trial-grid.getRowsResponse";
  let request = null;

  function sayLost(isLost) {
    const notice = document.getElementById("trial-grid-lost");
    if (notice) window.dash_clientside.set_props("trial-grid-lost", { hidden: !isLost });
  }

  function retry() {
    const api = longTable();
    if (!api) return;
    api.removeEventListener("bodyScrollEnd", retry);
    api.refreshInfiniteCache();
  }

  function lost() {
    sayLost(true);
    const api = longTable();
    if (!api || !request) return;
    request.failCallback();
    api.removeEventListener("bodyScrollEnd", retry);
    api.addEventListener("bodyScrollEnd", retry);
  }

  // Rows that came say nothing of those that were lost beside them: the next scroll asks anew.
  const found = () => sayLost(false);

  // What ends here has been sent again as often as it is worth.
  window.recover.hear(ROWS, (response) => (response && response.ok ? found() : lost()));

  const unchanged = () => window.dash_clientside.no_update;
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.trials = {
    asked: (message) => {
      request = message;
      return unchanged();
    },
    retry: () => {
      retry();
      return unchanged();
    },
    refetch: () => refetch(0),
    search: (text, options) => {
      if (!fetches(options)) return { ...options, quickFilterText: text || "" };
      refetch(SEARCH_PAUSE);
      return unchanged();
    },
    count: (rows, text, options) => {
      if (fetches(options)) return unchanged();
      return text && rows ? rows.length + (rows.length === 1 ? " row matches" : " rows match") : "";
    },
  };
})();
