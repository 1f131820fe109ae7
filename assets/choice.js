/* Radio buttons of components/elements/choice.py, in Bootstrap's classes. */
(() => {
  const element = window.React.createElement;

  function Choice({id, name, options, value, setProps}) {
    const button = (option) => element(
      "label", {key: option.value, className: "form-check form-check-inline"},
      element("input", {
        className: "form-check-input",
        type: "radio",
        name,
        value: option.value,
        checked: option.value === value,
        onChange: () => setProps({value: option.value}),
      }),
      element("span", {className: "form-check-label"}, option.label));
    return element("div", {id, className: "switch"}, ...options.map(button));
  }

  window.choice = {Choice};
})();
