// Shows the copy buttons (they can do nothing without JavaScript) and makes them work.
const ready = (root) => {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("button[data-copy][hidden]")) button.hidden = false;
};
ready(document);
document.addEventListener("htmx:load", (event) => ready(event.target));
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const said = document.getElementById(`${button.dataset.copy}-said`);
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    said.textContent = button.dataset.copied;
  } catch {
    source.select?.(); // the browser said no: leave it selected for Ctrl+C
    said.textContent = button.dataset.selected;
  }
});
