// A receipt, a leaflet, the welcome letter: a button that prints it.
// Without it, the browser's own menu prints.
export function start(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
