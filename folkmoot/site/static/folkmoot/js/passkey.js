// Says in the page why a passkey did not work; allauth's scripts only say it to the console.
document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("messages");
  const asked = event.detail?.exception?.name;
  // Browsers keep keys by the name of a site; 127.0.0.1 is a number.
  const numbers = /^[\d.]+$|:/.test(location.hostname.replace(/^\[|\]$/g, ""));
  const text = numbers
    ? "Keys need a site with a name, and this one was opened by its number. On your own computer, open it as http://localhost instead."
    : asked === "NotAllowedError"
      ? "The browser stopped before a key was used. Try again, or sign in with a code."
      : "That key could not be used here. Try again, or sign in with a code.";
  const note = Object.assign(document.createElement("div"), { className: "message message--error" });
  note.append(Object.assign(document.createElement("p"), { textContent: text }));
  place.replaceChildren(note);
});
