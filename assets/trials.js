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
      const open = (event) => event.key === "Enter" && cell.querySelector("a").click();
      cell.addEventListener("keydown", open);
      return () => cell.removeEventListener("keydown", open);
    }, []);
    return link(props.data.href, props.value);
  };

  // A cell may hold several values, "Autologous; Not stated": each is marked for itself.
  components.Stated = function (props) {
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

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.trials = {
    search: (text, options) => ({ ...options, quickFilterText: text || "" }),
    count: (rows, text) =>
      text && rows ? rows.length + (rows.length === 1 ? " row matches" : " rows match") : "",
  };
})();
