// The page /deck: the figures of this browser's deck, or those of a shared link, to order, name,
// remove and download. Everything is built as elements with plain text, nothing from markup.
(function () {
  "use strict";
  const tray = () => window.figureDeck;
  const help = () => window.figureExport;
  const { made } = window.app;
  const LONGEST = 8000; // characters that the server takes in one address
  let undo = null; // the figures before the last removal, for its button
  let notice = ""; // what the page says above the list until the next change

  /* Elements */

  function button(label, act, spoken, classes) {
    const node = made("button", { type: "button", textContent: label, className: classes || "" });
    if (spoken) node.setAttribute("aria-label", spoken);
    node.addEventListener("click", act);
    return node;
  }

  /* What a figure is called and what it shows */

  const facts = new WeakMap(); // of the page's element: titles, pages, words
  function factsOf(root) {
    if (!facts.has(root)) {
      facts.set(root, {
        views: JSON.parse(root.dataset.views),
        words: new Map(), // name of a dataset -> promise of its title and the words of its keys
      });
    }
    return facts.get(root);
  }

  const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);

  function parted(figure) {
    const at = figure.indexOf("?");
    return at < 0 ? [figure, ""] : [figure.slice(0, at), figure.slice(at)];
  }

  const datasetOf = (query) => new URLSearchParams(query).getAll("dataset").pop() || "";

  // Asked for once; after a failure once more.
  function wordsOfDataset(root, name) {
    const known = factsOf(root).words;
    if (!known.has(name)) {
      const asked = window.app.fetched(root.dataset.words + "?dataset=" + encodeURIComponent(name))
        .then((response) => response.json());
      asked.catch(() => known.delete(name));
      known.set(name, asked);
    }
    return known.get(name);
  }

  // The filters of a link in words, as far as its dataset's words go.
  function saidQuery(words, query) {
    const pairs = [...new URLSearchParams(query)].filter(([key]) => key !== "dataset");
    return pairs.map(([key, value]) => {
      const [label, values] = own(words, key) || [key, {}];
      const slugs = value.split("~");
      // fingerprints, also of a long choice, are no words (data/link/short_forms.py)
      const said = slugs.map((slug) => own(values, slug) || slug.replace(/\.[a-z2-7]{8}$/, ""));
      if (said.some((text) => !text)) return label + ": " + said.length + " chosen";
      return label + ": " + said.join(" or ");
    }).join("; ");
  }

  function titleOf(root, item) {
    const view = own(factsOf(root).views, parted(item.figure)[0]);
    return view ? view[0] : item.title || "A figure that is not known here";
  }

  // The words of the dataset that the figure names, which need not be that of the page.
  async function wordsOf(root, item) {
    const [slug, query] = parted(item.figure);
    if (!own(factsOf(root).views, slug)) {
      return "This dashboard has no such figure; remove it to make the deck.";
    }
    let facts;
    try {
      facts = await wordsOfDataset(root, datasetOf(query));
    } catch (error) {
      return item.words || error.message;
    }
    const said = saidQuery(facts.words, query);
    const words = item.words || (said ? said + "." : "No filters.");
    return facts.title ? facts.title + ". " + words : words;
  }

  function wordsNode(root, item) {
    const node = made("p", { className: "deck-words" });
    wordsOf(root, item).then((words) => { node.textContent = words; });
    return node;
  }

  /* Links: a deck is its figures behind the # sign, which browsers do not send */

  const linked = (item) => item.figure + (item.name ? "#" + encodeURIComponent(item.name) : "");

  function asQuery(items, title) {
    const parts = items.map((item) => "figure=" + encodeURIComponent(linked(item)));
    if (title) parts.push("title=" + encodeURIComponent(title));
    return parts.join("&");
  }

  function nameIn(text) {
    try {
      return decodeURIComponent(text);
    } catch (_) {
      return text;
    }
  }

  // The shared deck in the address, of figures known here; null where the address holds none.
  function shared(root) {
    const words = new URLSearchParams(window.location.hash.slice(1));
    const figures = words.getAll("figure");
    if (!figures.length) return null;
    const items = figures.map((text) => {
      const at = text.indexOf("#");
      const name = at < 0 ? "" : nameIn(text.slice(at + 1));
      return tray().figureOf({ figure: at < 0 ? text : text.slice(0, at), name: name });
    }).filter((item) => item && own(factsOf(root).views, parted(item.figure)[0]))
      .slice(0, tray().most());
    const title = (words.get("title") || "").slice(0, 120);
    return { items: items, title: title, dropped: figures.length - items.length };
  }

  function leaveShared(root, said) {
    window.history.replaceState(window.history.state, "", root.dataset.page);
    notice = said;
    draw(root);
    const first = root.querySelector("h2");
    if (first) first.focus();
  }

  const counted = (count) => count + (count === 1 ? " figure" : " figures");

  /* Changing the deck */

  const FAILED = "This browser does not keep data for this site; the change was not kept.";

  function change(root, items, said) {
    const kept = tray().write(items);
    notice = "";
    draw(root);
    help().say(kept ? said : FAILED);
  }

  // The button that was used keeps the focus; at either end its neighbour takes it.
  function focusOn(root, at, action) {
    const row = root.querySelectorAll(".deck-figure")[at];
    if (!row) return void root.querySelector("h2").focus();
    const wanted = row.querySelector('[data-do="' + action + '"]:not(:disabled)');
    (wanted || row.querySelector("button:not(:disabled)")).focus();
  }

  function move(root, at, by) {
    const items = tray().items();
    const to = at + by;
    if (!items[at] || !items[to]) return;
    [items[at], items[to]] = [items[to], items[at]];
    const name = items[to].name || titleOf(root, items[to]);
    undo = null;
    change(root, items, name + ": now figure " + (to + 1) + " of " + items.length + ".");
    focusOn(root, to, by < 0 ? "up" : "down");
  }

  function remove(root, at) {
    const items = tray().items();
    if (!items[at]) return;
    undo = items.slice();
    const name = items[at].name || titleOf(root, items[at]);
    items.splice(at, 1);
    change(root, items, name + ": removed. " + counted(items.length) + " in the deck.");
    focusOn(root, Math.min(at, items.length - 1), "remove");
  }

  function clear(root) {
    undo = tray().items();
    change(root, [], "The deck is empty.");
    root.querySelector("h2").focus();
  }

  function bringBack(root) {
    const items = undo || [];
    undo = null;
    change(root, items, "Brought back. " + counted(items.length) + " in the deck.");
    root.querySelector("h2").focus();
  }

  function rename(root, at, name) {
    const items = tray().items();
    if (!items[at]) return;
    items[at].name = name.trim() === titleOf(root, items[at]) ? "" : name.trim();
    if (!tray().write(items)) help().say(FAILED);
  }

  /* Downloads, with what is happening in words and as a bar */

  function inBytes(count) {
    return count < 1e6 ? Math.ceil(count / 1000) + " kB" : (count / 1e6).toFixed(1) + " MB";
  }

  async function received(response, progress) {
    const reader = response.body.getReader();
    const total = Number(response.headers.get("Content-Length")) || 0;
    const chunks = [];
    let count = 0;
    for (;;) {
      const part = await reader.read();
      if (part.done) break;
      chunks.push(part.value);
      count += part.value.length;
      progress(count, total);
    }
    return new Blob(chunks, { type: response.headers.get("Content-Type") || "" });
  }

  function fileName(response, ending) {
    const found = /filename="?([\w.~-]+)"?/.exec(response.headers.get("Content-Disposition") || "");
    return found ? found[1] : "deck." + ending;
  }

  async function download(root, deck, ending, place) {
    const [bar, words, buttons] = place;
    const what = ending === "zip" ? "tables" : deck.items.length === 1 ? "slide" : "slides";
    const busy = (is) => { bar.hidden = !is; buttons.forEach((node) => { node.disabled = is; }); };
    words.classList.remove("failed");
    words.textContent = ending === "zip"
      ? "Making the tables of " + counted(deck.items.length) + " …"
      : "Making " + deck.items.length + " " + what + " …";
    bar.removeAttribute("value");
    busy(true);
    try {
      const query = asQuery(deck.items, deck.title);
      if (query.length > LONGEST) {
        throw new Error("names and filters are too long for one download. Take two decks, or choose fewer values.");
      }
      const response = await window.app.fetched(root.dataset.export + "." + ending + "?" + query);
      const blob = await received(response, (count, total) => {
        words.textContent = inBytes(count) + (total ? " of " + inBytes(total) : "");
        if (total) bar.value = count / total;
      });
      const name = fileName(response, ending);
      window.app.save(blob, name);
      words.textContent = "Saved as " + name + " (" + inBytes(blob.size) + ").";
    } catch (error) {
      words.classList.add("failed");
      words.textContent = "The file could not be made: " + error.message;
    }
    busy(false);
  }

  // assets/present.js answers whatever carries data-present
  function presentButton() {
    const node = button("Present", () => {}, "Present the deck");
    node.dataset.present = "";
    return node;
  }

  function downloads(root, deckNow) {
    const bar = made("progress", { hidden: true, max: 1 });
    bar.setAttribute("aria-label", "Download");
    const words = made("p", { className: "deck-progress-words" });
    words.setAttribute("role", "status");
    const buttons = [];
    const place = [bar, words, buttons];
    buttons.push(
      button("Download deck (.pptx)", () => download(root, deckNow(), "pptx", place), "", "primary"),
      button("Download data (.zip)", () => download(root, deckNow(), "zip", place)),
    );
    return made(
      "div", { className: "deck-downloads" },
      made("div", { className: "deck-buttons" }, ...buttons,
        button("Copy link to this deck", () => copyLink(root, deckNow()))),
      bar, words,
    );
  }

  async function copyLink(root, deck) {
    const query = asQuery(deck.items, deck.title);
    const address = window.location.origin + root.dataset.page + "#" + query;
    try {
      await help().copyText(address);
      help().say("Link copied. It holds the whole deck; who opens it sees these figures.");
    } catch (_) {
      help().say("The link could not be copied. It is: " + address, true);
    }
  }

  /* The list */

  function openLink(root, item) {
    const [slug, query] = parted(item.figure);
    const view = own(factsOf(root).views, slug);
    if (!view) return null;
    const link = made("a", { href: view[1] + query + "#" + slug, textContent: "Open this view" });
    link.setAttribute("aria-label", "Open this view: " + view[0]);
    return link;
  }

  function head(root, item, at) {
    return [
      made("span", { className: "deck-number", textContent: String(at + 1) }),
      made("div", { className: "deck-what" },
        made("h3", { textContent: item.name || titleOf(root, item) }),
        wordsNode(root, item),
        openLink(root, item)),
    ];
  }

  function row(root, item, at, count) {
    const title = titleOf(root, item);
    const input = made("input", {
      type: "text", value: item.name, placeholder: title,
      maxLength: Number(root.dataset.mostName), autocomplete: "off", id: "deck-name-" + at,
    });
    const label = made("label", { htmlFor: input.id, textContent: "Name on the slide" });
    const node = made("li", { className: "deck-figure" }, ...head(root, item, at));
    input.addEventListener("input", () => {
      rename(root, at, input.value);
      const shown = input.value.trim() || title;
      node.querySelector("h3").textContent = shown;
      node.querySelectorAll(".deck-acts button").forEach((each) =>
        each.setAttribute("aria-label", each.textContent + ": " + shown));
    });
    const act = (name, words, run, off) => {
      const each = button(words, run, words + ": " + (item.name || title));
      each.dataset.do = name;
      each.disabled = off;
      return each;
    };
    node.querySelector(".deck-what").append(
      made("div", { className: "deck-name" }, label, input));
    node.append(made(
      "div", { className: "deck-acts" },
      act("up", "Move up", () => move(root, at, -1), at === 0),
      act("down", "Move down", () => move(root, at, 1), at === count - 1),
      act("remove", "Remove", () => remove(root, at), false),
    ));
    return node;
  }

  // A heading that can take the focus, so that the keyboard is not thrown back to the top.
  const heading = (words) => made("h2", { tabIndex: -1, textContent: words });

  function ownDeck(root) {
    const items = tray().items();
    const parts = [heading(items.length ? "Your deck: " + counted(items.length) : "Your deck is empty")];
    const lost = tray().dropped();
    if (lost) {
      notice = "A part of the stored deck could not be read and is left out.";
    }
    if (notice) parts.push(made("p", { className: "deck-notice", textContent: notice }));
    const back = undo && button("Undo", () => bringBack(root), "Bring back what was removed");
    if (!items.length) {
      parts.push(made("p", { textContent:
        "Choose Export, then Add to deck, at any figure. It will wait here, with the filters "
        + "that it had." }));
      if (back) parts.push(made("div", { className: "deck-buttons" }, back));
      return parts;
    }
    const title = made("input", {
      type: "text", id: "deck-title", value: tray().title(), autocomplete: "off",
      maxLength: Number(root.dataset.mostName), placeholder: "The name of the dashboard",
    });
    title.addEventListener("input", () => tray().setTitle(title.value));
    parts.push(
      made("div", { className: "deck-title" },
        made("label", { htmlFor: "deck-title", textContent: "Title of the deck" }), title),
      downloads(root, () => ({ items: tray().items(), title: tray().title().trim() })),
      made("ol", { className: "deck-list" },
        ...items.map((item, at) => row(root, item, at, items.length))),
      made("div", { className: "deck-buttons" },
        presentButton(), button("Clear", () => clear(root), "Clear the deck"), back),
    );
    return parts;
  }

  function sharedDeck(root, deck) {
    const many = counted(deck.items.length);
    const parts = [heading("A shared deck: " + (deck.title ? deck.title + ", " : "") + many)];
    if (deck.dropped) {
      parts.push(made("p", { className: "deck-notice", textContent:
        counted(deck.dropped) + " of the link could not be read and " +
        (deck.dropped === 1 ? "is" : "are") + " left out." }));
    }
    const take = (items, title, said) => {
      undo = null;
      if (!tray().write(items)) return help().say(FAILED);
      if (title) tray().setTitle(title);
      return leaveShared(root, said);
    };
    const mine = () => tray().items();
    const buttons = [];
    if (deck.items.length) {
      buttons.push(
        button("Add these to my deck", () => {
          const all = [...mine(), ...deck.items];
          const left = Math.max(0, all.length - tray().most());
          take(all.slice(0, tray().most()), "", left
            ? counted(left) + " did not fit: a deck holds at most " + tray().most() + "."
            : counted(deck.items.length) + " added.");
        }, "", "primary"),
        button("Replace my deck", () => {
          take(deck.items, deck.title, "Your deck is now the shared one.");
        }),
      );
    }
    buttons.push(button("Show my deck", () => leaveShared(root, "")));
    parts.push(
      made("p", { textContent: "It came with the link and is not yet kept in this browser." }),
      made("div", { className: "deck-buttons" }, ...buttons),
    );
    if (deck.items.length) {
      parts.push(downloads(root, () => deck));
      parts.push(made("ol", { className: "deck-list" }, ...deck.items.map(
        (item, at) => made("li", { className: "deck-figure" }, ...head(root, item, at)))));
    }
    return parts;
  }

  function draw(root) {
    const deck = shared(root);
    root.replaceChildren(...(deck ? sharedDeck(root, deck) : ownDeck(root)));
    root.dataset.drawn = "true";
  }

  /* The page comes and goes with dash's router, which knows nothing of this file */

  const root = () => document.getElementById("deck");
  const redraw = () => { if (root()) draw(root()); };

  new MutationObserver(() => {
    if (!root() || root().dataset.drawn) return;
    notice = "";
    undo = null;
    draw(root());
  }).observe(document.documentElement, { childList: true, subtree: true });
  window.addEventListener("hashchange", redraw);
  window.addEventListener("storage", redraw); // another tab changed the deck
})();
