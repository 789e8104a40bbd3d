// Staff lists: folds the filter away on a narrow screen, unless something in it is wrong. Without it, the filter stands above the list.
export function start(filter) {
  const narrow = matchMedia("(max-width: 48.0624em)");
  const content = filter.querySelector(".moj-filter__content");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0";
  filter.querySelector(".moj-filter__header").append(button);

  const fold = (folded) => {
    content.hidden = folded;
    button.textContent = folded ? "Show" : "Hide";
    button.setAttribute("aria-expanded", String(!folded));
  };
  const fit = () => {
    button.hidden = !narrow.matches;
    fold(narrow.matches && !content.querySelector(".govuk-error-message"));
  };
  button.addEventListener("click", () => fold(!content.hidden));
  narrow.addEventListener("change", fit);
  fit();
}
