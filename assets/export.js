// The export menu of every figure: addresses of the open view, pictures, links, citations, deck.
(function () {
  "use strict";
  const EDGE = 8; // pixels between the menu and the edge of the window
  const SHOWN_FOR = 7000; // milliseconds that a message stays
  const PATIENCE = 8000; // milliseconds until a picture that does not come is told
  const { made } = window.app;
  const NOT_EXPORTED = ["present", "no-room"]; // keys of the address that do not say what is shown

  /* Where we are */

  // The query of the open page in canonical order. Where the page ignored a part of the link
  // (it says so), the links of the navigation hold what it understood.
  function pageQuery() {
    const ignored = document.querySelector("#notice > *");
    const link = ignored && document.querySelector(".main-nav a");
    const found = new URLSearchParams(link ? new URL(link.href).search : window.location.search);
    NOT_EXPORTED.forEach((key) => found.delete(key));
    const parts = [...found].filter(([, value]) => value);
    parts.sort(([a], [b]) => (a < b ? -1 : 1));
    const written = parts.map(([key, value]) => key + "=" + coded(value));
    return written.length ? "?" + written.join("&") : "";
  }

  const coded = (value) => encodeURIComponent(value).replace(/%7E/g, "~");

  function queryOf(menu) {
    return menu.dataset.query === undefined ? pageQuery() : menu.dataset.query;
  }

  function fileAddress(slug, ending, query, extra) {
    const joined = [query.replace(/^\?/, ""), extra].filter(Boolean).join("&");
    return window.app.prefix + "export/" + slug + "." + ending + (joined ? "?" + joined : "");
  }

  function viewAddress(menu) {
    const own = menu.dataset.path === undefined;
    const path = own ? window.location.pathname : menu.dataset.path;
    const query = own ? pageQuery() : queryOf(menu);
    return window.location.origin + path + query + "#" + menu.dataset.anchor;
  }

  function pointFiles(menu) {
    const query = queryOf(menu);
    for (const link of menu.querySelectorAll("a[data-ending]")) {
      link.href = fileAddress(
        menu.dataset.view, link.dataset.ending, query, link.dataset.extra || "",
      );
    }
  }

  /* What is said: a line at the foot of the window, read out by screen readers */

  const line = document.createElement("div");
  line.className = "export-status";
  line.setAttribute("role", "status");
  let hiding = 0;
  function say(words, stays) {
    line.textContent = words;
    clearTimeout(hiding);
    if (!stays) hiding = setTimeout(() => { line.textContent = ""; }, SHOWN_FOR);
  }
  document.addEventListener("DOMContentLoaded", () => document.body.append(line));

  const why = (error) => String((error && error.message) || error || "no reason given");

  /* Copying */

  // Outside https there is no clipboard, but a selected text can still be copied.
  async function copyText(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const box = document.createElement("textarea");
    box.value = text;
    const place = document.querySelector("dialog[open]") || document.body;
    place.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    if (!done) throw new Error("this browser does not let a page copy");
  }

  // A picture that fails says why; one that hangs says nothing, so we do.
  async function inTime(making) {
    const late = "The picture has not come after 8 seconds. It may still come; " +
      "if not, take the slide or the table of this figure.";
    const timer = setTimeout(() => say(late, true), PATIENCE);
    try {
      return await making;
    } finally {
      clearTimeout(timer);
    }
  }

  async function picture(menu) {
    if (!window.figurePicture) throw new Error("the part that draws pictures did not load");
    return window.figurePicture.fetch(menu.dataset.view, queryOf(menu), "light");
  }

  async function copyPicture(menu) {
    if (!navigator.clipboard || !window.ClipboardItem) {
      return say("This browser gives pages no clipboard for pictures. Choose PNG instead.");
    }
    say("Making the picture …", true);
    // The clipboard wants to be asked within the click; the picture may follow.
    const made = picture(menu).then((found) => window.figurePicture.png(found));
    made.catch(() => {}); // told below, through the clipboard's own refusal
    try {
      await inTime(navigator.clipboard.write([new ClipboardItem({ "image/png": made })]));
      say("Picture copied.");
    } catch (error) {
      const reason = await made.then(() => error, (cause) => cause);
      say("The picture was not copied: " + why(reason) + " Choose PNG instead.");
    }
  }

  async function pictureFile(menu, ending) {
    const found = await picture(menu);
    const blob = ending === "png"
      ? await window.figurePicture.png(found)
      : new Blob([await window.figurePicture.svg(found)], { type: "image/svg+xml" });
    return [found.fileName + "." + ending, blob];
  }

  async function savePicture(menu, ending) {
    say("Making the picture …", true);
    try {
      const [name, blob] = await inTime(pictureFile(menu, ending));
      window.app.save(blob, name);
      say("Picture saved as " + name);
    } catch (error) {
      say("The picture could not be made: " + why(error));
    }
  }

  async function copyLink(menu) {
    const address = viewAddress(menu);
    try {
      await copyText(address);
      say("Link copied.");
    } catch (_) {
      say("The link could not be copied. It is: " + address, true);
    }
  }

  /* The deck */

  async function addToDeck(menu) {
    const query = queryOf(menu);
    const figure = menu.dataset.view + query;
    const items = window.figureDeck.items();
    if (items.some((item) => item.figure === figure)) {
      return say("This figure is in the deck already, with these filters.");
    }
    if (items.length >= window.figureDeck.most()) {
      return say("A deck holds at most " + window.figureDeck.most() + " figures.");
    }
    const item = { figure: figure, name: "", title: menu.dataset.title, words: "" };
    if (!window.figureDeck.write([...items, item])) {
      return say("This browser does not keep data for this site, so there is no deck.");
    }
    const count = items.length + 1;
    say("Added to the deck, which holds " + count + (count === 1 ? " figure." : " figures."));
    try {
      const address = fileAddress(menu.dataset.view, "json", query, "");
      const words = (await (await window.app.fetched(address)).json()).choice;
      if (typeof words !== "string") return undefined;
      window.figureDeck.write(window.figureDeck.items().map(
        (each) => (each.figure === figure ? { ...each, words: words } : each),
      ));
    } catch (_) {
      // without the words the deck page says the filters from the link
    }
    return undefined;
  }

  /* Citing */

  const CITATIONS = [["txt", "Plain text"], ["bib", "BibTeX"], ["ris", "RIS"]];

  function cite(menu) {
    const status = made("p", { className: "cite-status" });
    status.setAttribute("role", "status");
    const close = made("button", { type: "button", className: "cite-close", textContent: "Close" });
    const title = made("h2", { id: "cite-title", textContent: "Cite: " + menu.dataset.title });
    const dialog = made(
      "dialog", { className: "cite-dialog" },
      made("div", { className: "cite-head" }, title, close),
      made("p", { className: "muted", textContent:
        "The review from which the data are, and this view with its filters and date." }),
      ...CITATIONS.map(([ending, label]) => citation(menu, ending, label, status)),
      status,
    );
    dialog.setAttribute("aria-labelledby", "cite-title");
    close.addEventListener("click", () => dialog.close());
    // a click on the dark around the dialog is a click on the dialog itself
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function citation(menu, ending, label, status) {
    const address = fileAddress(menu.dataset.view, ending, queryOf(menu), "");
    const text = made("pre", { tabIndex: 0, textContent: "Loading …" });
    text.setAttribute("role", "region");
    text.setAttribute("aria-label", label);
    const copy = made("button", { type: "button", textContent: "Copy", disabled: true });
    copy.setAttribute("aria-label", "Copy as " + label);
    const link = made("a", { href: address, download: "", textContent: "Download ." + ending });
    copy.addEventListener("click", async () => {
      try {
        await copyText(text.textContent);
        status.textContent = label + " copied.";
      } catch (error) {
        status.textContent = "Not copied: " + why(error) + " Select the text instead.";
      }
    });
    window.app.fetched(address)
      .then((response) => response.text())
      .then((words) => { text.textContent = words; copy.disabled = false; })
      .catch((error) => { text.textContent = "The citation could not be made: " + why(error); });
    return made(
      "section", { className: "cite-part" },
      made("div", { className: "cite-part-head" },
        made("h3", { textContent: label }), copy, link),
      text,
    );
  }

  /* The menu: opens beside its button, inside the window, wherever the card ends */

  const ACTIONS = {
    "copy-picture": copyPicture,
    png: (menu) => savePicture(menu, "png"),
    svg: (menu) => savePicture(menu, "svg"),
    "copy-link": copyLink,
    cite: cite,
    add: addToDeck,
  };

  const menuOf = (node) => node instanceof Element && node.closest("details.export-menu");
  const openMenu = () => document.querySelector("details.export-menu[open]");
  const summaryOf = (menu) => menu.querySelector("summary");
  const itemsOf = (menu) => [...menu.querySelectorAll(".export-items a, .export-items button")];

  function close(menu, focus) {
    menu.open = false;
    if (focus) summaryOf(menu).focus();
  }

  function place(menu) {
    const list = menu.querySelector(".export-items");
    const button = summaryOf(menu).getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const height = window.innerHeight;
    const left = Math.min(button.right, width - EDGE) - list.offsetWidth;
    const below = button.bottom + 4;
    const above = button.top - 4 - list.offsetHeight;
    const fits = below + list.offsetHeight <= height - EDGE;
    const lowest = Math.max(EDGE, height - EDGE - list.offsetHeight);
    list.style.left = Math.max(EDGE, left) + "px";
    list.style.top = (fits ? below : above >= EDGE ? above : lowest) + "px";
  }

  function step(menu, event) {
    const items = itemsOf(menu);
    const at = items.indexOf(document.activeElement);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? items.length - 1 : at - 1,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to === undefined || (at < 0 && !event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    menu.open = true;
    pointFiles(menu);
    place(menu);
    items[(to + items.length) % items.length].focus({ preventScroll: true });
  }

  // "toggle" does not bubble; it is caught on its way down
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!(menu instanceof Element) || !menu.matches("details.export-menu") || !menu.open) return;
    document.querySelectorAll("details.export-menu[open]").forEach(
      (other) => other !== menu && close(other),
    );
    pointFiles(menu);
    place(menu);
  }, true);

  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const open = openMenu();
      const menu = menuOf(event.target);
      if (open && open !== menu && event.target !== document) close(open);
      if (menu) pointFiles(menu);
    });
  }

  document.addEventListener("click", (event) => {
    const menu = menuOf(event.target);
    const item = menu && event.target.closest(".export-items a, .export-items button");
    if (!item) return;
    close(menu, true);
    const action = ACTIONS[item.dataset.action];
    if (action) action(menu);
    else say("The file is being made; the browser saves it when it comes.");
  });

  document.addEventListener("keydown", (event) => {
    const menu = menuOf(event.target) || openMenu();
    if (!menu) return;
    if (event.key === "Escape" && menu.open) {
      event.preventDefault();
      event.stopPropagation(); // Escape closes one thing at a time
      close(menu, true);
    } else if (menu.contains(event.target)) {
      step(menu, event);
    }
  }, true);

  for (const kind of ["scroll", "resize"]) {
    window.addEventListener(kind, () => {
      const menu = openMenu();
      if (menu) place(menu);
    }, { capture: true, passive: true });
  }

  window.figureExport = { copyText, say };
})();
