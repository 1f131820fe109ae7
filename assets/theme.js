// The theme before the first paint: the reader's choice, else the system's. The cookie lets
// the server draw the first figures in the right colours.
(function () {
  "use strict";
  const read = () => (document.cookie.match(/(?:^|; )theme=(light|dark)/) || [])[1];
  const apply = (name) => {
    document.documentElement.setAttribute("data-bs-theme", name);
    document.cookie = "theme=" + name + "; path=/; max-age=31536000; SameSite=Lax";
  };
  const system = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  apply(read() || system());

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.theme = {
    toggle: function () {
      const name = read() === "dark" ? "light" : "dark";
      apply(name);
      return name;
    },
  };
})();
