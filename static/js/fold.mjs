// A submission on a telephone: folds a part away under its heading. Without it, every part stands open.
export function start(part) {
  const narrow = matchMedia("(max-width: 40.05em)");
  const [heading, body, gist] = ["h2", "[data-body]", "[data-gist]"].map((found) => part.querySelector(found));
  const button = Object.assign(document.createElement("button"), { type: "button", className: "app-fold" });

  const fold = (folded) => {
    body.hidden = folded;
    if (gist) gist.hidden = !folded;
    button.setAttribute("aria-expanded", String(!folded));
  };
  const fit = () => {
    if (narrow.matches) {
      button.append(...heading.childNodes);
      heading.append(button);
    } else {
      heading.append(...button.childNodes);
      button.remove();
    }
    fold(narrow.matches && !part.matches(":target"));
  };
  button.addEventListener("click", () => fold(!body.hidden));
  narrow.addEventListener("change", fit);
  addEventListener("hashchange", () => part.matches(":target") && fold(false));
  if (narrow.matches) fit();
}
