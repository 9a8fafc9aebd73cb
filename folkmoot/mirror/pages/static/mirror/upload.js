// Says what is too large before it is sent, and how far the sending is. Without it the form posts as any other.
const form = document.querySelector("form.mirror-form");
const files = form.querySelector("input[type=file]");
const bar = form.querySelector(".progress");

function total() {
  return [...files.files].reduce((sum, file) => sum + file.size, 0);
}

files.addEventListener("change", () => {
  files.setCustomValidity(total() > Number(form.dataset.most) ? form.dataset.tooMuch : "");
  files.reportValidity();
});

form.addEventListener("submit", (event) => {
  if (!total()) return; // the server says what is missing
  event.preventDefault();
  const sending = new XMLHttpRequest();
  const button = form.querySelector("button");
  const progress = bar.querySelector("progress");
  const status = bar.querySelector("[role=status]");
  const began = performance.now();
  let told = 0;
  sending.upload.addEventListener("progress", (sent) => {
    const now = performance.now();
    if (!sent.lengthComputable || (now - told < 250 && sent.loaded < sent.total)) return;
    told = now;
    bar.hidden = false;
    progress.max = sent.total;
    progress.value = sent.loaded;
    const mb = (bytes) => (bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0);
    const rate = sent.loaded / Math.max(0.25, (now - began) / 1000);
    status.textContent = `${mb(sent.loaded)} / ${mb(sent.total)} MB, ${mb(rate)} MB/s`;
  });
  const giveBack = () => {
    button.disabled = false;
    bar.hidden = true;
    form.submit();
  };
  sending.addEventListener("load", () => {
    // A look that began has led to its page; anything else is a page that says what is wrong.
    if (sending.status === 200 && sending.responseURL !== location.href) {
      location.assign(sending.responseURL);
      return;
    }
    const answer = new DOMParser().parseFromString(sending.responseText, "text/html");
    const main = answer.querySelector("main");
    if (!main) return giveBack();
    document.querySelector("main").replaceWith(document.adoptNode(main));
    document.querySelector("[role=alert]")?.scrollIntoView();
  });
  sending.addEventListener("error", giveBack);
  sending.open("POST", form.action);
  sending.send(new FormData(form));
  button.disabled = true;
});
