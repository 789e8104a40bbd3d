// Staff screens: single keys press what carries data-key; "?" lists them. Without it, the links and buttons remain.
// They can be turned off (WCAG 2.1.4): the page says so in data-wanted.
const TYPING = "input, textarea, select, [contenteditable]";

export function start(dialog) {
  if (dialog.dataset.wanted !== "yes") return;
  const keyed = () => [...document.querySelectorAll("[data-key]")];

  const row = (key, words) => {
    const line = document.createElement("div");
    line.className = "govuk-summary-list__row";
    const name = Object.assign(document.createElement("dt"), { className: "govuk-summary-list__key" });
    const what = Object.assign(document.createElement("dd"), { className: "govuk-summary-list__value" });
    name.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    what.textContent = words;
    line.append(name, what);
    return line;
  };

  const help = () => {
    const rows = keyed().map((item) => row(item.dataset.key, item.dataset.keyWords ?? item.textContent.trim()));
    dialog.querySelector("[data-list]").replaceChildren(row("?", "Show this list"), ...rows);
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") return help();
    const target = keyed().find((item) => item.dataset.key === event.key);
    if (!target) return;
    event.preventDefault();
    target.focus();
    if (target.matches("a, button")) target.click();
  });
}
