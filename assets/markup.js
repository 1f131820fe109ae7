/* Draws markup of components/elements/markup.py: one component for what dash would make hundreds of. */
(() => {
  const React = window.React;

  /* Without it the browser follows the link itself. */
  const follow = (event) =>
    window.app && window.app.follow(event, event.currentTarget.getAttribute("href"));

  /* An address that would run as a script leads nowhere. */
  const SAFE = ["http:", "https:", "mailto:"];
  function safe(href) {
    try {
      return SAFE.includes(new URL(href, window.location.href).protocol) ? href : "about:blank";
    } catch {
      return "about:blank";
    }
  }

  function element(markup, within) {
    if (!Array.isArray(markup)) return markup;
    const [tag, properties, ...children] = markup;
    if (typeof tag === "number") return within[tag];
    const own = {...properties};
    if (own.href) own.href = safe(own.href);
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

  const MarkupBlock = React.memo(
    drawn,
    (before, after) => before.markup === after.markup && before.children === after.children);

  window.markup_block = {MarkupBlock};
})();
