// Tells the sign-up form the browser's time zone, so that times are shown as the person's clock has them.
for (const input of document.querySelectorAll('input[type="hidden"][name="time_zone"]')) {
  if (!input.value) input.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
