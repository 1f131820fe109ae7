// A request of a callback that gets no answer is sent again: what callbacks do can be repeated.
// Without this a filter change that meets a restarting server is lost without a word.
(function () {
  "use strict";
  const WAITS = [300, 1000, 3000]; // milliseconds before each further try
  const AWAY = new Set([502, 503, 504]); // what a proxy says for a server that is away
  const TRYING = "The server does not answer. Trying again …";
  const GIVEN_UP = "The server does not answer; what is shown may be out of date. Reload the page.";
  const send = window.fetch.bind(window);
  let shown = "";

  function say(words) {
    if (words === shown) return;
    shown = words;
    window.dash_clientside.set_props("failure", {
      children: words && {
        namespace: "dash_bootstrap_components",
        type: "Alert",
        props: { children: words, color: "warning", dismissable: true, fade: false },
      },
    });
  }

  // Dash adds a query of its own to the address.
  const isCallback = (target, options) =>
    options && options.method === "POST" &&
    new URL(target, window.location.href).pathname.endsWith("/_dash-update-component");
  const pause = (time) => new Promise((done) => { setTimeout(done, time); });

  async function answered(target, options) {
    try {
      const response = await send(target, options);
      return AWAY.has(response.status) ? null : response;
    } catch (error) {
      if (error && error.name === "AbortError") throw error;
      return null;
    }
  }

  function refusal(response) {
    const mark = response.headers.get("X-Request-Id") || "none";
    return "A part of this page could not be updated. Reload the page, or report the reference " +
      mark + ".";
  }

  window.fetch = async function (target, options) {
    if (!isCallback(target, options)) return send(target, options);
    for (const wait of [0, ...WAITS]) {
      if (wait) {
        say(TRYING);
        await pause(wait);
      }
      const response = await answered(target, options);
      if (response) {
        say(response.status >= 400 ? refusal(response) : "");
        return response;
      }
    }
    say(GIVEN_UP);
    return send(target, options);
  };
})();
