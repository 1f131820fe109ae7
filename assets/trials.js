// What the tables of AG Grid need from the browser: links, "not stated", order and search.
// AG Grid looks the renderers up by name; nothing here is built from text.
(function () {
  "use strict";
  const NOT_STATED = "Not stated";

  function link(href, text) {
    return React.createElement(
      "a",
      {
        key: href + text,
        href: href,
        tabIndex: -1,
        onClick: (event) => window.app.follow(event, href),
      },
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
    return React.createElement("span", { dir: "auto" }, ...marked);
  };

  // Rows come from the server in their order, which files and slides have, too.
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.asTheyCame = () => 0;

  // Search and order of the table are parts of the address, written as the server writes them:
  // what is set here is a control of the page, and the address follows it.
  const inAddress = (key) => new URLSearchParams(window.location.search).get(key) || "";
  const write = (key, value) =>
    window.dash_clientside.set_props({ key: key, type: "option" }, { value: value });

  const SEARCH_PAUSE = 300; // milliseconds without a key
  const words = (text) => (text || "").trim().split(/\s+/).join(" ");
  let pausing = null;
  let sent = null; // the search that went into the address last

  function search(text) {
    clearTimeout(pausing);
    pausing = setTimeout(() => {
      if (words(text) === inAddress("find")) return;
      sent = words(text);
      write("find", sent);
    }, SEARCH_PAUSE);
  }

  // Back and links change the search; what comes of a reader's own keys leaves the box alone.
  function searched(find, text) {
    if (words(find) === sent || words(find) === words(text)) return null;
    clearTimeout(pausing);
    sent = words(find);
    return find || "";
  }

  function orderOf(api) {
    const sorted = api.getColumnState().filter((column) => column.sort);
    sorted.sort((a, b) => a.sortIndex - b.sortIndex);
    return sorted.map(
      ({ colId, sort }) => (sort === "desc" ? "-" : "") + colId.replaceAll("_", "-"),
    ).join("~");
  }

  functions.sorted = ({ api }) => {
    const order = orderOf(api);
    if (order !== inAddress("sort")) write("sort", order);
  };

  // Back and links change the order, too.
  function order(text) {
    const api = table();
    if (!api || orderOf(api) === (text || "")) return;
    const state = (text || "").split("~").filter(Boolean).map((part, sortIndex) => ({
      colId: part.replace(/^-/, "").replaceAll("-", "_"),
      sort: part.startsWith("-") ? "desc" : "asc",
      sortIndex,
    }));
    api.applyColumnState({ state, defaultState: { sort: null } });
  }

  functions.never = () => false;

  // A long table holds the rows around its window alone: what they are is asked anew.

  function fetches(options) {
    const context = options && options.context;
    return Boolean(context && String(context.shape).endsWith("/infinite"));
  }

  function table() {
    try {
      const api = dash_ag_grid.getApi("trial-grid");
      return api && !api.isDestroyed() ? api : null;
    } catch {
      return null; // there is no table on this page
    }
  }

  function longTable() {
    const api = table();
    return api && api.getGridOption("rowModelType") === "infinite" ? api : null;
  }

  // The grid itself asks anew where only its order has changed.
  let followed = "";
  function withoutOrder() {
    const query = new URLSearchParams(window.location.search);
    query.delete("sort");
    return window.location.pathname + "?" + query;
  }

  function refetch() {
    const now = withoutOrder();
    if (now === followed) return;
    followed = now;
    const api = longTable();
    if (!api) return;
    if (api.getDisplayedRowCount()) api.ensureIndexVisible(0, "top");
    api.purgeInfiniteCache();
  }
  window.addEventListener("querychange", refetch);

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
  if (window.recover) window.recover.hear(ROWS, (response) => (response && response.ok ? found() : lost()));

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
    search: (text) => {
      search(text);
      return unchanged();
    },
    searched: (find, text) => {
      const wanted = searched(find, text);
      return wanted === null ? unchanged() : wanted;
    },
    order: (text) => {
      order(text);
      return unchanged();
    },
    count: (rows, text, options) => {
      if (fetches(options)) return unchanged();
      return text && rows ? rows.length + (rows.length === 1 ? " row matches" : " rows match") : "";
    },
  };
})();
