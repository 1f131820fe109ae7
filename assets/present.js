// A figure on the full screen: ?present=<view>. The address holds the view while it is shown,
// so that the link can be shared and Back leaves. The pages' own figures stay as they are
// underneath; window.figurePicture (picture.js) fetches and draws what is presented.
(function () {
  "use strict";
  const KEY = "present";
  const FORM = /^[a-z0-9-]{1,60}$/;
  const IDLE = 2500;
  const PATIENCE = 10000; // milliseconds until a figure that does not come is told
  const SWIPE = 50;
  const STEPS = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1,
    ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity,
  };
  let shown = null; // the presentation that stands, or null

  // Addresses: "present" is taken out of or put into the query, all else stays as it is
  function addressed(view) {
    const query = new URLSearchParams(location.search);
    query.delete(KEY);
    if (view) query.set(KEY, view);
    const text = query.toString().replaceAll("%7E", "~");
    return location.pathname + (text ? "?" + text : "") + location.hash;
  }
  const named = () => {
    const view = new URLSearchParams(location.search).get(KEY) || "";
    return FORM.test(view) ? view : "";
  };
  const pageQuery = () => {
    const query = new URLSearchParams(location.search);
    query.delete(KEY);
    const text = query.toString().replaceAll("%7E", "~");
    return text ? "?" + text : "";
  };

  // What can be shown: the figures of the page in their order, and those of the tray
  function onPage() {
    return [...document.querySelectorAll("#content [data-present]")]
      .filter((button) => button.dataset.present && button.getClientRects().length)
      .map((button) => ({
        slug: button.dataset.present,
        query: button.dataset.presentQuery ?? pageQuery(), // figures that do not follow the filters
        name: "",
        button: button,
      }));
  }
  function inTray() {
    const held = window.figureDeck ? window.figureDeck.items() : [];
    return held.map(({ figure, name }) => {
      const [slug, query] = figure.split(/\?(.*)/s);
      return { slug: slug, query: query ? "?" + query : "", name: name };
    });
  }
  const onDeckPage = () => /\/deck\/?$/.test(location.pathname);

  // The stage
  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  function button(label, sign, act) {
    const made = element("button", "present-act", sign);
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", act);
    return made;
  }
  function buildStage() {
    const stage = element("div", "present-stage");
    stage.setAttribute("role", "dialog");
    stage.setAttribute("aria-modal", "true");
    stage.setAttribute("aria-label", "Presentation");
    stage.tabIndex = -1;
    const slide = element("div", "present-slide");
    const bar = element("div", "present-bar");
    const place = element("span", "present-place");
    const said = element("p", "present-said");
    said.setAttribute("role", "status");
    said.setAttribute("aria-live", "polite");
    const which = element("button", "present-act present-which", "");
    which.type = "button";
    which.addEventListener("click", switchSource);
    bar.append(
      button("Figure before", "‹", () => step(-1)),
      place,
      button("Next figure", "›", () => step(1)),
      which,
      button("Leave the presentation", "×", leave),
    );
    const hint = element("p", "present-hint", "Turn the phone for a larger picture.");
    stage.append(slide, hint, said, bar);
    return { stage, slide, place, said, which };
  }

  // Everything but the stage and the help is out of reach while the stage stands
  function setBehind(inert) {
    document.querySelectorAll(".app > *:not(dialog)").forEach((part) => (part.inert = inert));
    document.documentElement.classList.toggle("presenting", inert);
  }

  function open(figures, at, source, how) {
    const focused = document.activeElement;
    const parts = buildStage();
    shown = {
      ...parts, figures, at, source,
      pushed: how.pushed,
      opener: how.opener || (focused === document.body ? null : focused),
      scroll: [window.scrollX, window.scrollY],
      full: false, turn: 0, pictures: new Map(),
    };
    document.body.append(parts.stage);
    setBehind(true);
    parts.stage.focus({ preventScroll: true });
    if (how.byHand) enterFullScreen();
    listen(parts.stage);
    show();
  }

  function enterFullScreen() {
    const root = document.documentElement;
    if (!root.requestFullscreen) return;
    // refused in frames and on some phones: the window is filled all the same
    root.requestFullscreen({ navigationUI: "hide" }).then(
      () => (shown ? (shown.full = true) : document.exitFullscreen()),
      () => {},
    );
  }

  function show() {
    const { figures, at, source } = shown;
    const figure = figures[at];
    const several = figures.length > 1;
    shown.place.textContent = several ? `${at + 1} / ${figures.length}` : "";
    shown.stage.classList.toggle("one", !several);
    const tray = inTray();
    shown.which.hidden = source === "page" ? !tray.length : onDeckPage() || !onPage().length;
    shown.which.textContent = source === "page" ? `Show the deck (${tray.length})` : "Show this page";
    draw(figure, ++shown.turn);
  }

  // The name that the reader gave a figure is its title on the screen, as it is on the slide.
  function titled(figure) {
    if (!figure.name) return figure.query;
    const query = new URLSearchParams(figure.query);
    query.set("title", figure.name);
    return "?" + query;
  }

  function fetchPicture(figure) {
    const query = titled(figure);
    const key = figure.slug + query;
    const theme = document.documentElement.getAttribute("data-bs-theme") || "light";
    const kept = shown.pictures;
    if (!kept.has(key)) {
      const coming = window.figurePicture.fetch(figure.slug, query, theme);
      coming.catch(() => kept.delete(key)); // a failure is tried again
      kept.set(key, coming);
    }
    return kept.get(key);
  }

  async function draw(figure, turn) {
    const still = () => shown && shown.turn === turn;
    const { slide, said, stage } = shown;
    const place = `Figure ${shown.at + 1} of ${shown.figures.length}`;
    const slow = setTimeout(() => still() && message("Drawing the figure …", ""), 150);
    const late = setTimeout(() => still() && tellLate(slide), PATIENCE);
    stage.setAttribute("aria-busy", "true");
    try {
      const picture = await fetchPicture(figure);
      if (!still()) return;
      const canvas = element("div", "present-canvas");
      canvas.dataset.view = figure.slug;
      clearTimeout(slow);
      purge(slide);
      slide.replaceChildren(canvas);
      await window.figurePicture.mount(picture, canvas);
      if (!still()) return;
      const title = figure.name || picture.title || figure.slug;
      said.textContent = `${place}: ${title}`;
      prefetch();
    } catch (error) {
      if (!still()) return;
      message("This figure cannot be shown.", String((error && error.message) || ""));
      said.textContent = `${place}: it cannot be shown.`;
    } finally {
      clearTimeout(slow);
      clearTimeout(late);
      slide.querySelectorAll(".present-late").forEach((box) => box.remove());
      if (still()) stage.removeAttribute("aria-busy");
    }
  }

  // The next one is fetched while this one is looked at
  function prefetch() {
    const next = shown.figures[shown.at + 1];
    if (next) fetchPicture(next).catch(() => {});
  }

  function message(head, text) {
    purge(shown.slide);
    shown.slide.replaceChildren(messageBox(head, text));
  }

  function messageBox(head, text) {
    const box = element("div", "present-message");
    box.append(element("p", "", head));
    if (text) box.append(element("p", "present-why", text));
    return box;
  }

  // The figure may still come: its canvas stays
  function tellLate(slide) {
    const box = messageBox("This figure has not come after 10 seconds.", "It may still come.");
    box.classList.add("present-late");
    slide.querySelectorAll(".present-message").forEach((other) => other.remove());
    slide.append(box);
  }

  function purge(slide) {
    slide.querySelectorAll(".present-canvas").forEach(window.figurePicture.unmount);
  }

  // Walking
  function step(by) {
    const last = shown.figures.length - 1;
    const to = Math.min(Math.max(shown.at + by, 0), last);
    if (to !== shown.at) goTo(shown.figures, to, shown.source);
  }
  function goTo(figures, at, source) {
    Object.assign(shown, { figures, at, source });
    // the deck's figures have queries of their own, which the address of a page cannot hold
    if (source === "page" || onDeckPage()) {
      history.replaceState(history.state, "", addressed(figures[at].slug));
    }
    show();
  }
  function switchSource() {
    const source = shown.source === "page" ? "tray" : "page";
    const figures = source === "page" ? onPage() : inTray();
    if (!figures.length) return;
    const same = figures.findIndex((each) => each.slug === shown.figures[shown.at].slug);
    shown.stage.focus({ preventScroll: true });
    goTo(figures, Math.max(same, 0), source);
  }

  // Leaving: the entry that starting made in the history is taken back; a shared link has none
  function leave() {
    if (!shown) return;
    const { pushed } = shown;
    close();
    if (pushed) {
      history.back();
    } else {
      history.replaceState(history.state, "", addressed(""));
      window.app.tellAddress();
    }
  }
  function close() {
    const { stage, slide, opener, scroll, full } = shown;
    shown = null;
    if (full && document.fullscreenElement) document.exitFullscreen().catch(() => {});
    purge(slide);
    stage.remove();
    setBehind(false);
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    window.scrollTo(...scroll);
  }

  function listen(stage) {
    let idle = 0;
    const awake = () => {
      stage.classList.remove("idle");
      clearTimeout(idle);
      idle = setTimeout(() => stage.classList.add("idle"), IDLE);
    };
    ["pointermove", "pointerdown", "focusin", "keydown"].forEach((kind) =>
      stage.addEventListener(kind, awake));
    awake();
    let from = null;
    stage.addEventListener("touchstart", (event) => {
      const touch = event.touches[0];
      from = event.touches.length === 1 ? [touch.clientX, touch.clientY] : null;
    }, { passive: true });
    stage.addEventListener("touchend", (event) => {
      if (!from) return;
      const touch = event.changedTouches[0];
      const [across, down] = [touch.clientX - from[0], touch.clientY - from[1]];
      from = null;
      if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) step(across < 0 ? 1 : -1);
    }, { passive: true });
    stage.addEventListener("keydown", keepFocusInside);
  }
  function keepFocusInside(event) {
    if (event.key !== "Tab") return;
    const stops = [...shown.stage.querySelectorAll("button")].filter((each) => each.getClientRects().length);
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    const outside = document.activeElement === shown.stage && event.shiftKey;
    if (document.activeElement !== edge && !outside) return;
    event.preventDefault();
    stops[event.shiftKey ? stops.length - 1 : 0].focus();
  }

  document.addEventListener("keydown", (event) => {
    if (!shown || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
      return;
    }
    let by = STEPS[event.key];
    if (by === undefined) return;
    if (event.key === " " && event.target.closest("button")) return; // it presses the button
    if (event.key === " " && event.shiftKey) by = -1;
    event.preventDefault();
    step(by);
  });
  // Escape in full screen is the browser's: it only says that full screen has ended
  document.addEventListener("fullscreenchange", () => {
    if (shown && shown.full && !document.fullscreenElement) leave();
  });

  // Starting
  function start(slug, opener, byHand) {
    const source = onDeckPage() && inTray().length ? "tray" : "page";
    let figures = source === "tray" ? inTray() : onPage();
    let at = figures.findIndex((each) => opener && each.button === opener);
    if (at < 0) at = figures.findIndex((each) => each.slug === slug);
    if (at < 0 && slug) {
      figures = [{ slug: slug, query: pageQuery(), name: "" }, ...figures];
      at = 0;
    }
    if (!figures.length) return;
    at = Math.max(at, 0);
    if (byHand) history.pushState({}, "", addressed(figures[at].slug));
    open(figures, at, source, { opener, byHand, pushed: byHand });
  }

  // Any element with data-present starts; an empty value starts with the first figure
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-present]");
    if (!opener || shown || !window.figurePicture) return;
    start(opener.dataset.present, opener, true);
  });

  // A link that holds a view: start once the page stands. A view that there is not stays a
  // page; the notice above it says so.
  const known = () => (document.getElementById("content").dataset.views || "").split(" ");
  function fromAddress() {
    const slug = named();
    if (shown && shown.figures[shown.at].slug !== slug) close();
    if (!shown && slug && known().includes(slug)) start(slug, null, false);
  }
  const standing = () => document.querySelector("#content h1") && window.figurePicture;
  function whenStanding() {
    if (!named()) return;
    if (standing()) return fromAddress();
    const watch = new MutationObserver(() => {
      if (!standing()) return;
      watch.disconnect();
      fromAddress();
    });
    watch.observe(document.documentElement, { childList: true, subtree: true });
  }
  window.addEventListener("popstate", () => (shown ? fromAddress() : whenStanding()));
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", whenStanding);
  } else {
    whenStanding();
  }
  window.presentation = { isOpen: () => Boolean(shown) };
})();
