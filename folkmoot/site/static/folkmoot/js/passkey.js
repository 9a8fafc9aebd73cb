// Says in the page why a passkey did not work; allauth's scripts only say it to the console.
document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("messages");
  const asked = event.detail?.exception?.name;
  const text =
    asked === "NotAllowedError"
      ? "The browser stopped before a key was used. Try again, or sign in with a code."
      : "That key could not be used here. Try again, or sign in with a code.";
  const note = Object.assign(document.createElement("div"), { className: "message message--error" });
  note.append(Object.assign(document.createElement("p"), { textContent: text }));
  place.replaceChildren(note);
});
