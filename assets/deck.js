// The page /deck: the figures of this browser's deck, or those of a shared link, to order, name,
// remove and download. Everything is built as elements with plain text, nothing from markup.
(function () {
  "use strict";
  const tray = () => window.figureDeck;
  const help = () => window.figureExport;
  const { made } = window.app;
  const LONGEST_LINK = 30000; // characters: some browsers show no longer one
  const NEAR_FULL = 0.75; // of a note, from which on its length is said
  const ON_MAC = /Mac|iPhone|iPad/.test(navigator.platform); // where Alt moves within a text
  let undo = null; // what the last removal took, and from where, for its button
  let notice = ""; // what the page says above the list until the next change
  let fields = 0; // that were made, as each has a name of its own

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
    focusHeading(root);
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

  // A figure may stand twice in a deck: the first one of a kind has the number 0.
  function keysOf(items) {
    const seen = new Map();
    return items.map(({ figure }) => {
      const count = seen.get(figure) || 0;
      seen.set(figure, count + 1);
      return count + " " + figure;
    });
  }

  // Another tab may have changed the deck: a row is found by its figure, not by its number.
  const placeOf = (items, row) => keysOf(items).indexOf(row.dataset.key);

  function focusHeading(root) {
    const first = root.querySelector("h2");
    if (first) first.focus();
  }

  // The button that was used keeps the focus; at either end its neighbour takes it.
  function focusOn(row, action) {
    const on = 'button:not([aria-disabled="true"])';
    const wanted = row.querySelector('[data-do="' + action + '"]:not([aria-disabled="true"])');
    (wanted || row.querySelector(on)).focus();
  }

  // Puts a figure in another place; the place of the row on the page follows.
  function put(root, row, to) {
    const items = tray().items();
    const at = placeOf(items, row);
    if (at < 0 || to < 0 || to >= items.length) return false;
    const [item] = items.splice(at, 1);
    items.splice(to, 0, item);
    const said = to === at ? "stays" : "now";
    const name = item.name || titleOf(root, item);
    change(root, items, name + ": " + said + " figure " + (to + 1) + " of " + items.length + ".");
    return to !== at;
  }

  function move(root, row, by) {
    put(root, row, placeOf(tray().items(), row) + by);
  }

  function remove(root, row) {
    const items = tray().items();
    const at = placeOf(items, row);
    if (at < 0) return;
    const [item] = items.splice(at, 1);
    undo = [{ item, at }];
    const next = row.nextElementSibling || row.previousElementSibling;
    const name = item.name || titleOf(root, item);
    change(root, items, name + ": removed. " + counted(items.length) + " in the deck.");
    if (next && next.isConnected) focusOn(next, "remove");
    else focusHeading(root);
  }

  function clear(root) {
    undo = tray().items().map((item, at) => ({ item, at }));
    change(root, [], "The deck is empty.");
    focusHeading(root);
  }

  function bringBack(root) {
    const items = tray().items();
    (undo || []).forEach(({ item, at }) => items.splice(Math.min(at, items.length), 0, item));
    undo = null;
    const left = Math.max(0, items.length - tray().most());
    const kept = items.slice(0, tray().most());
    change(root, kept, left
      ? counted(left) + " did not fit: a deck holds at most " + tray().most() + "."
      : "Brought back. " + counted(kept.length) + " in the deck.");
    focusHeading(root);
  }

  function write(root, row, key, value) {
    const items = tray().items();
    const at = placeOf(items, row);
    if (at < 0) return;
    items[at][key] = value;
    if (!tray().write(items)) help().say(FAILED);
  }

  function rename(root, row, name) {
    write(root, row, "name", name.trim() === row.dataset.title ? "" : name.trim());
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

  // Read before it is sent: a file that was moved or changed meanwhile says so.
  async function templateOf(root, file) {
    const most = Number(root.dataset.mostTemplate);
    if (file.size > most) {
      throw new Error("the template has " + inBytes(file.size) + ", of which at most " +
        inBytes(most) + " are taken. Choose a smaller one.");
    }
    try {
      return new Blob([await file.arrayBuffer()]);
    } catch (_) {
      throw new Error("the template cannot be read any more. Choose it again.");
    }
  }

  // Sent as a form: an address is too short for many figures, and no place for notes.
  async function formOf(root, deck, ending, file) {
    const form = new FormData();
    for (const item of deck.items) {
      form.append("figure", linked(item));
      if (ending === "pptx") form.append("note", item.note);
    }
    if (deck.title) form.append("title", deck.title);
    if (ending === "pptx" && file) {
      form.append("template", await templateOf(root, file), file.name);
    }
    return form;
  }

  async function download(root, deck, ending, place) {
    const [bar, words, buttons, template] = place;
    const what = ending === "zip" ? "tables" : deck.items.length === 1 ? "slide" : "slides";
    const busy = (is) => { bar.hidden = !is; buttons.forEach((node) => { node.disabled = is; }); };
    words.classList.remove("failed");
    words.textContent = ending === "zip"
      ? "Making the tables of " + counted(deck.items.length) + " …"
      : "Making " + deck.items.length + " " + what + " …";
    bar.removeAttribute("value");
    busy(true);
    try {
      const address = root.dataset.export + "." + ending;
      const body = await formOf(root, deck, ending, template.files[0]);
      const response = await window.app.fetched(address, { method: "POST", body });
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

  function downloads(root, deckNow, presenting) {
    const bar = made("progress", { hidden: true, max: 1 });
    bar.setAttribute("aria-label", "Download");
    const words = made("p", { className: "deck-progress-words" });
    words.setAttribute("role", "status");
    const buttons = [];
    const template = made("input", {
      type: "file", accept: ".pptx,.potx", className: "deck-template-file",
    });
    const place = [bar, words, buttons, template];
    buttons.push(
      button("Download deck (.pptx)", () => download(root, deckNow(), "pptx", place), "", "primary"),
      button("Download data (.zip)", () => download(root, deckNow(), "zip", place)),
    );
    return made(
      "div", { className: "deck-downloads" },
      made("div", { className: "deck-buttons" }, ...buttons,
        button("Copy link to this deck", () => copyLink(root, deckNow())), presenting),
      templateField(template),
      bar, words,
    );
  }

  // The look of a hospital's own slides, for what is downloaded while the file is named here.
  function templateField(template) {
    const without = button("Without it", () => {
      template.value = "";
      without.hidden = true;
      template.focus();
    }, "Download without my template");
    without.hidden = true;
    template.addEventListener("change", () => { without.hidden = !template.files.length; });
    const hint = made("p", { className: "muted", textContent:
      "A .pptx or .potx of your own, for this download alone: the server does not keep it." });
    fields += 1;
    template.id = "deck-field-" + fields;
    hint.id = template.id + "-hint";
    template.setAttribute("aria-describedby", hint.id);
    return made("div", { className: "deck-template" },
      made("label", { htmlFor: template.id, textContent: "Use my template" }),
      template, without, hint);
  }

  async function copyLink(root, deck) {
    const query = asQuery(deck.items, deck.title);
    const address = window.location.origin + root.dataset.page + "#" + query;
    if (address.length > LONGEST_LINK) {
      return help().say("This deck is too long for a link, which would have " +
        address.length.toLocaleString("en-GB") + " characters; browsers take " +
        LONGEST_LINK.toLocaleString("en-GB") + ". Download the deck and send the file, or make " +
        "two decks of it.", true);
    }
    const noted = deck.items.some((item) => item.note);
    try {
      await help().copyText(address);
      help().say("Link copied. It holds the whole deck" + (noted ? " but your notes" : "") +
        "; who opens it sees these figures.");
    } catch (_) {
      help().say("The link could not be copied. It is: " + address, true);
    }
    return undefined;
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

  function pictureOf(item) {
    const place = made("div", { className: "deck-picture" });
    if (window.deckPictures) window.deckPictures.show(place, item.figure);
    return place;
  }

  function head(root, item, at) {
    return [
      made("div", { className: "deck-place" },
        made("span", { className: "deck-number", textContent: String(at + 1) })),
      pictureOf(item),
      made("div", { className: "deck-what" },
        made("h3", { textContent: item.name || titleOf(root, item) }),
        wordsNode(root, item),
        openLink(root, item)),
    ];
  }

  function field(words, input, classes, more) {
    fields += 1;
    input.id = "deck-field-" + fields;
    input.autocomplete = "off";
    return made("div", { className: classes },
      made("label", { htmlFor: input.id, textContent: words }), input, more);
  }

  function nameField(root, item, renamed) {
    const input = made("input", {
      type: "text", value: item.name, placeholder: titleOf(root, item),
      maxLength: Number(root.dataset.mostName),
    });
    input.addEventListener("input", () => renamed(input.value));
    return field("Name on the slide", input, "deck-name");
  }

  // Grows with what is typed, and says how much room is left before it ends.
  function noteField(root, item, noted) {
    const most = Number(root.dataset.mostNote);
    const input = made("textarea", { value: item.note, maxLength: most, rows: 2 });
    const room = made("span", { className: "deck-room" });
    room.setAttribute("aria-live", "polite");
    const fit = () => {
      const { length } = input.value;
      const full = length >= NEAR_FULL * most;
      room.textContent = full ? length + " of " + most + " characters" : "";
      input.rows = Math.min(12, Math.max(2, input.value.split("\n").length));
    };
    input.addEventListener("input", () => { fit(); noted(input.value); });
    fit();
    return field("Note for the speaker", input, "deck-note", room);
  }

  function act(row, name, words, run) {
    const each = button(words, () => each.getAttribute("aria-disabled") === "true" || run());
    each.dataset.do = name;
    return each;
  }

  function nameButtons(row, shown) {
    row.querySelector("h3").textContent = shown;
    row.querySelectorAll(".deck-acts button").forEach((each) =>
      each.setAttribute("aria-label", each.textContent + ": " + shown));
  }

  function newRow(root, item, at, key) {
    const row = made("li", { className: "deck-figure" }, ...head(root, item, at));
    row.querySelector(".deck-place").classList.add("deck-grip");
    const title = titleOf(root, item);
    Object.assign(row.dataset, { key, title });
    row.append(
      made("div", { className: "deck-fields" },
        nameField(root, item, (name) => {
          rename(root, row, name);
          nameButtons(row, name.trim() || title);
        }),
        noteField(root, item, (note) => write(root, row, "note", note))),
      made("div", { className: "deck-acts" },
        act(row, "up", "Move up", () => { move(root, row, -1); focusOn(row, "up"); }),
        act(row, "down", "Move down", () => { move(root, row, 1); focusOn(row, "down"); }),
        act(row, "remove", "Remove", () => remove(root, row))),
    );
    return row;
  }

  // What is typed stays as it is typed: only what another tab has changed is written anew.
  function tell(input, value) {
    if (input.value.trim() === value.trim()) return;
    input.value = value;
    if (input.matches("textarea")) input.rows = Math.min(12, Math.max(2, value.split("\n").length));
  }

  function updateRow(root, row, item, at, count) {
    row.querySelector(".deck-number").textContent = String(at + 1);
    tell(row.querySelector("input"), item.name);
    tell(row.querySelector("textarea"), item.note);
    nameButtons(row, item.name || row.dataset.title);
    const ends = { up: at === 0, down: at === count - 1, remove: false };
    row.querySelectorAll("[data-do]").forEach((each) =>
      each.setAttribute("aria-disabled", String(ends[each.dataset.do])));
  }

  // The row that has the focus stays where it is in the document, as moving takes the focus from
  // it; the others go before or after it.
  function setOrder(list, rows) {
    const standing = [...list.children];
    standing.filter((row) => !rows.includes(row)).forEach((row) => row.remove());
    if (rows.every((row, at) => list.children[at] === row)) return;
    const pivot = rows.find((row) => row.contains(document.activeElement));
    const at = pivot ? rows.indexOf(pivot) : rows.length;
    rows.slice(0, at).forEach((row) => list.insertBefore(row, pivot || null));
    list.append(...rows.slice(at + 1));
  }

  function fillList(root, list, items) {
    const standing = new Map([...list.children].map((row) => [row.dataset.key, row]));
    const keys = keysOf(items);
    const had = list.contains(document.activeElement);
    setOrder(list, items.map((item, at) =>
      standing.get(keys[at]) || newRow(root, item, at, keys[at])));
    items.forEach((item, at) => updateRow(root, list.children[at], item, at, items.length));
    if (had && !list.contains(document.activeElement)) focusHeading(root); // its row has gone
  }

  function keyed(root, event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = event.target.closest(".deck-figure");
    if (!by || !row || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (ON_MAC && event.target.matches("input, textarea")) return;
    event.preventDefault();
    move(root, row, by);
    row.scrollIntoView({ block: "nearest" });
  }

  function newList(root) {
    const list = made("ol", { className: "deck-list" });
    list.addEventListener("keydown", (event) => keyed(root, event));
    if (window.deckOrder) {
      window.deckOrder.listen(list, (row, to) => (to === null ? draw(root) : put(root, row, to)));
    }
    return list;
  }

  // A heading that can take the focus, so that the keyboard is not thrown back to the top.
  const heading = (words) => made("h2", { tabIndex: -1, textContent: words });

  function titleField(root) {
    const input = made("input", {
      type: "text", value: tray().title(), className: "deck-title-input",
      maxLength: Number(root.dataset.mostName), placeholder: "The name of the dashboard",
    });
    input.addEventListener("input", () => tray().setTitle(input.value));
    return field("Title of the deck", input, "deck-title");
  }

  function noticeNode() {
    const lost = tray().dropped();
    if (lost) notice = "A part of the stored deck could not be read and is left out.";
    return made("p", { className: "deck-notice", textContent: notice, hidden: !notice });
  }

  const undoButton = (root) => {
    const back = button("Undo", () => bringBack(root), "Bring back what was removed", "deck-undo");
    back.hidden = !undo;
    return back;
  };

  function emptyDeck(root) {
    return [
      heading("Your deck is empty"),
      noticeNode(),
      made("p", { textContent:
        "Choose Export, then Add to deck, at any figure. It will wait here, with the filters "
        + "that it had." }),
      made("div", { className: "deck-buttons" }, undoButton(root)),
    ];
  }

  function ownDeck(root) {
    return [
      heading(""),
      noticeNode(),
      titleField(root),
      downloads(root, () => ({ items: tray().items(), title: tray().title().trim() }),
        presentButton()),
      made("div", { className: "deck-bar" },
        made("p", { className: "muted", textContent:
          "Drag a figure by its number or its picture to another place, or press Alt with ↑ or ↓ "
          + "within it." }),
        undoButton(root), button("Clear", () => clear(root), "Clear the deck")),
      newList(root),
    ];
  }

  function updateDeck(root, items) {
    root.querySelector("h2").textContent = "Your deck: " + counted(items.length);
    root.querySelector(".deck-notice").replaceWith(noticeNode());
    root.querySelector(".deck-undo").hidden = !undo;
    tell(root.querySelector(".deck-title-input"), tray().title());
    fillList(root, root.querySelector(".deck-list"), items);
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

  // One's own deck stands while its list changes: what has the focus keeps it.
  function draw(root) {
    const deck = shared(root);
    const items = tray().items();
    const drawn = deck ? "shared" : items.length ? "own" : "empty";
    if (drawn !== "own" || root.dataset.drawn !== "own") {
      root.replaceChildren(...(deck ? sharedDeck(root, deck)
        : items.length ? ownDeck(root) : emptyDeck(root)));
    }
    root.dataset.drawn = drawn;
    if (drawn === "own") updateDeck(root, items);
  }

  /* The page comes and goes with dash's router, which knows nothing of this file */

  const root = () => document.getElementById("deck");

  // Another tab changed the deck, or the address did. A row that is held is put down first.
  function redraw() {
    if (!root() || (window.deckOrder && window.deckOrder.isHeld())) return;
    const held = root().contains(document.activeElement);
    draw(root());
    if (held && !root().contains(document.activeElement)) focusHeading(root());
  }

  new MutationObserver(() => {
    if (!root() || root().dataset.drawn) return;
    notice = "";
    undo = null;
    draw(root());
  }).observe(document.documentElement, { childList: true, subtree: true });
  window.addEventListener("hashchange", redraw);
  window.addEventListener("storage", redraw);
})();
