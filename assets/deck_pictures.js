// Small pictures of a deck's figures: drawn once their place is in view, one at a time, while the
// browser has nothing else to do, and kept as long as the page is open.
(function () {
  "use strict";
  const SIZE = { width: 512, height: 288 };
  const NEAR = "150px"; // of the window, below and above
  const MOST = 130; // pictures kept: a deck in both themes
  const REST = 1500; // milliseconds until a busy browser draws one all the same
  const kept = new Map(); // figure and theme -> its picture's address and words
  const wanted = new Set(); // places in view that wait for their picture
  let drawing = false;

  const theme = () => document.documentElement.getAttribute("data-bs-theme") || "light";
  const keyOf = (place) => theme() + " " + place.dataset.figure;
  const rest = () => new Promise((go) => {
    if (window.requestIdleCallback) requestIdleCallback(go, { timeout: REST });
    else setTimeout(go, 50);
  });

  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) wanted.add(target);
      else wanted.delete(target);
    }
    work();
  }, { rootMargin: NEAR + " 0px" });

  function put(place, found) {
    const image = window.app.made("img", {
      src: found.address, alt: found.words, draggable: false, ...SIZE,
    });
    place.classList.remove("failed");
    place.replaceChildren(image);
  }

  function fail(place) {
    place.classList.add("failed");
    place.textContent = "No picture could be drawn.";
  }

  async function made(figure, shade) {
    const at = figure.indexOf("?");
    const [slug, query] = at < 0 ? [figure, ""] : [figure.slice(0, at), figure.slice(at)];
    const picture = await window.figurePicture.fetch(slug, query, shade);
    const blob = await window.figurePicture.small(picture, SIZE);
    return { address: URL.createObjectURL(blob), words: picture.summary };
  }

  function keep(key, found) {
    kept.set(key, found);
    if (kept.size <= MOST) return;
    const [oldest, { address }] = kept.entries().next().value;
    kept.delete(oldest);
    URL.revokeObjectURL(address);
  }

  async function draw(place) {
    const [key, figure, shade] = [keyOf(place), place.dataset.figure, theme()];
    try {
      if (!kept.has(key)) keep(key, await made(figure, shade));
      if (key === keyOf(place)) put(place, kept.get(key));
    } catch (_) {
      if (key === keyOf(place)) fail(place);
    }
  }

  async function work() {
    if (drawing || !window.figurePicture) return;
    drawing = true;
    while (wanted.size) {
      await rest();
      const [place] = wanted;
      wanted.delete(place);
      if (!place || !place.isConnected) continue;
      watch.unobserve(place);
      await draw(place);
    }
    drawing = false;
  }

  // A place shows the picture of its figure: at once where it is kept, else when it is in view.
  function show(place, figure) {
    if (place.dataset.figure === figure && place.dataset.theme === theme()) return;
    place.dataset.figure = figure;
    place.dataset.theme = theme();
    if (kept.has(keyOf(place))) return put(place, kept.get(keyOf(place)));
    watch.unobserve(place);
    watch.observe(place);
  }

  new MutationObserver(() => {
    document.querySelectorAll(".deck-picture[data-figure]").forEach(
      (place) => show(place, place.dataset.figure));
  }).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });

  window.deckPictures = { show };
})();
