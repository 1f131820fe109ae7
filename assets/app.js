// The app as the other scripts see it: where it is served, links within it, files to and from it.
// It is loaded first; what each of these does stands here alone.
(function () {
  "use strict";
  const { src, dataset } = document.currentScript;
  const prefix = new URL("..", src).pathname; // this file is in the folder assets

  // Dash's location and our scripts read the address again, as after the browser's Back.
  function tellAddress() {
    window.dispatchEvent(new PopStateEvent("popstate", { state: window.history.state }));
    window.dispatchEvent(new Event("addresschange"));
  }

  // As dcc.Link goes: within the app, unless a new tab or window is wanted. A link to a place of
  // the open page goes there (keys.js), and one that only changes what is shown leaves the reader
  // where he is; all others begin at the top.
  function follow(event, href) {
    if (event.metaKey || event.shiftKey || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    const to = new URL(href, window.location.href);
    const isHere = to.pathname === window.location.pathname;
    const stays = isHere && (to.hash || event.currentTarget.matches(".stays"));
    window.history.pushState({}, "", href);
    if (!stays) window.scrollTo(0, 0);
    tellAddress();
  }

  async function fetched(address, options) {
    const response = await fetch(address, options);
    if (response.ok) return response;
    const plain = (response.headers.get("Content-Type") || "").startsWith("text/plain");
    const large = response.status === 413 ? "This is larger than the server takes." : "";
    const words = plain ? (await response.text()).trim() : large;
    throw new Error(words || "The server answered with code " + response.status + ".");
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // An element with its properties; children that are nothing are left out.
  function made(name, properties, ...children) {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children.filter(Boolean));
    return node;
  }

  // Stand-ins, until the scripts that draw these components have run: dash draws nothing of a page
  // that names one it does not know.
  window.choice = { Choice: () => null };
  window.markup_block = { MarkupBlock: ({ children }) => children || null };

  window.app = { prefix, plotly: dataset.plotly, tellAddress, follow, fetched, save, made };
})();
