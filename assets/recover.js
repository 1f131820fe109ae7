// A request that gets no answer is sent again: callbacks, files and figures can be asked for twice.
// Without this a filter change that meets a restarting server is lost without a word.
(function () {
  "use strict";
  const WAITS = [300, 1000, 3000]; // milliseconds before each further try
  const AGAIN = 5000; // between the tries after these, until the server is back
  const AWAY = new Set([502, 503, 504]); // what a proxy says for a server that is away
  const TRYING = "The server does not answer. Trying again …";
  const WAITING = "The server does not answer; what is shown may be out of date. " +
    "This page asks again every 5 seconds.";
  const send = window.fetch.bind(window);
  const listeners = [];
  let shown = "";

  // A part that says itself what it has lost, and asks anew, hears how its requests end.
  window.recover = {
    hear: (output, listener) => listeners.push({ output, listener }),
  };

  // As the markup of components/elements/markup.py. What cannot be said keeps no request from being sent.
  const write = (markup) => attempt(() => window.dash_clientside.set_props("failure", { markup }));

  function attempt(step) {
    try {
      step();
    } catch (error) {
      reportError(error);
    }
  }

  function say(words) {
    if (words === shown || !document.getElementById("failure")) return;
    shown = words;
    const close = ["button", { className: "btn-close", type: "button", "aria-label": "Close" }];
    const className = "alert alert-warning alert-dismissible";
    write(words ? [["div", { className }, words, close]] : []);
  }

  // Words put away by the reader come again only as others.
  document.addEventListener("click", ({ target }) => {
    if (target.closest("#failure .btn-close")) write([]);
  });

  // Dash adds a query of its own to the address.
  const isCallback = (target, options) =>
    options && options.method === "POST" &&
    new URL(target, window.location.href).pathname.endsWith("/_dash-update-component");
  // A deck is sent as a form and changes nothing.
  const isFile = (target, options) => typeof target === "string" &&
    (["GET", undefined].includes(options && options.method) || options.body instanceof FormData);

  async function tried(target, options) {
    try {
      return { response: await send(target, options) };
    } catch (error) {
      return { error };
    }
  }

  const isAway = ({ response, error }) =>
    error ? error.name !== "AbortError" : AWAY.has(response.status);

  const pause = (time) => new Promise((done) => { setTimeout(done, time); });

  async function sent(target, options, goesOn) {
    for (let tries = 0; ; tries += 1) {
      const end = await tried(target, options);
      if (!isAway(end) || (tries === WAITS.length && !goesOn)) return end;
      say(tries < WAITS.length ? TRYING : WAITING);
      await pause(WAITS[tries] || AGAIN);
    }
  }

  function refusal(response) {
    const mark = response.headers.get("X-Request-Id") || "none";
    return "A part of this page could not be updated. Reload the page, or report the reference " +
      mark + ".";
  }

  window.fetch = async function (target, options) {
    const calls = isCallback(target, options);
    if (!calls && !isFile(target, options)) return send(target, options);
    const hearing = listeners.filter(({ output }) => calls && String(options.body).includes(output));
    const end = await sent(target, options, calls && !hearing.length);
    const failed = calls && end.response && end.response.status >= 400;
    // a file that came takes back its own words alone
    if (calls || shown === TRYING) say(failed && !hearing.length ? refusal(end.response) : "");
    hearing.forEach(({ listener }) => attempt(() => listener(end.response)));
    if (end.error) throw end.error;
    return end.response;
  };
})();
