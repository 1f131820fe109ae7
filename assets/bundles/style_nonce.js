// Style elements that our scripts make carry the nonce of the page's Content-Security-Policy, so
// that the browser takes them; it refuses those that stand in markup. Runs before dash's library.
(function () {
  "use strict";
  const { nonce } = document.currentScript;
  const create = document.createElement;
  document.createElement = function (...named) {
    const made = create.apply(this, named);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  };
})();
