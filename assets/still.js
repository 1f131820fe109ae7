/* Draws markup of components/elements/markup.py: one component for what dash would make hundreds of. */
(() => {
  const React = window.React;

  /* As dcc.Link goes: within the app, unless a new tab or window is wanted. */
  function follow(event) {
    if (event.metaKey || event.shiftKey || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    window.history.pushState({}, "", event.currentTarget.getAttribute("href"));
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  function element(markup, within) {
    if (!Array.isArray(markup)) return markup;
    const [tag, properties, ...children] = markup;
    if (typeof tag === "number") return within[tag];
    const own = {...properties};
    if (own.href) own.href = window.dash_clientside.clean_url(own.href);
    if (tag === "Link" && (own.target || "_self") === "_self") own.onClick = follow;
    return React.createElement(tag === "Link" ? "a" : tag, own, ...all(children, within));
  }

  const all = (markup, within) => markup.map((each) => element(each, within));

  /* In an element of its own, which stays as callbacks fill it; its components in their places. */
  function drawn({id, markup, around, children}) {
    const parts = all(markup || [], [].concat(children || []));
    if (!around) return React.createElement(React.Fragment, null, ...parts);
    const [tag, properties] = around;
    return React.createElement(tag, id ? {...properties, id} : properties, ...parts);
  }

  const Still = React.memo(
    drawn,
    (before, after) => before.markup === after.markup && before.children === after.children);

  window.still_markup = {Still};
})();
