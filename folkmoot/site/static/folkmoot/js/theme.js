// Changes the theme at once; without JavaScript the same form posts and the page comes back changed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("form.js-theme") || !button) return;
  event.preventDefault();
  const body = new FormData(form);
  body.set(button.name, button.value);
  fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" })
    .then((answer) => {
      if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(String(answer.status));
      document.documentElement.dataset.theme = button.value === "device" ? "" : button.value;
      for (const other of form.querySelectorAll("button")) {
        other.setAttribute("aria-pressed", String(other === button));
      }
    })
    .catch(() => {
      const hidden = Object.assign(document.createElement("input"), {
        type: "hidden",
        name: button.name,
        value: button.value,
      });
      form.append(hidden);
      form.submit(); // let the server answer, and say what is wrong
    });
});
