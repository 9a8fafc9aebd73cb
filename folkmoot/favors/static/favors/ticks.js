// Whoever is ticked while the list is on its way anew stays ticked, and the key stays where it was.
(function () {
  "use strict";
  const isList = (event) => event.detail.target && event.detail.target.id === "few";
  let ticked = new Map();
  let focused = null;

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!isList(event)) return;
    const boxes = event.detail.target.querySelectorAll("input[name=people]");
    ticked = new Map(Array.from(boxes, (box) => [box.value, box.checked]));
    focused = document.activeElement && document.activeElement.name === "people" ? document.activeElement.value : null;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (!isList(event)) return;
    for (const box of event.detail.target.querySelectorAll("input[name=people]")) {
      if (ticked.has(box.value)) box.checked = ticked.get(box.value);
      if (box.value === focused) box.focus();
    }
  });
})();
