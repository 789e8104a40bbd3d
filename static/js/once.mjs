// Forms that send something for good: stops a second press. Without it, the server finds the double itself.
export function start(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // The back button can bring the page back as it was: then it may be sent again.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}
