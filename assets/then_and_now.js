// The cells of Then and now: their words in the colour of their kind of change.
// AG Grid looks the renderer up by name; nothing here is built from text.
(function () {
  "use strict";
  const components = (window.dashAgGridComponentFunctions =
    window.dashAgGridComponentFunctions || {});

  // The grid moves the focus from cell to cell: Enter on a cell opens it like a click.
  components.Change = function (props) {
    React.useEffect(() => {
      const cell = props.eGridCell;
      const open = (event) =>
        event.key === "Enter" && cell.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      cell.addEventListener("keydown", open);
      return () => cell.removeEventListener("keydown", open);
    }, []);
    if (!props.data) return null; // a row of a long table stands there before it is fetched
    const kind = String(props.data[props.colDef.field + "_change"] || "left-out");
    const known = [
      "unchanged", "changed", "newly-stated", "before-snapshot", "version-not-stated", "not-seen",
      "not-in-file",
    ].includes(kind);
    return React.createElement(
      "span",
      { className: "change " + (known ? kind : "left-out"), dir: "auto" },
      known ? props.value : "·",
    );
  };
})();
