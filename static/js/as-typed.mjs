// Boxes for a postcode or a number plate: a kindly hint as soon as one is left, never in the way.
// Without it, the same hint comes with the next page.
export function start(box) {
  const usual = new RegExp(`^(?:${box.dataset.like})$`);
  const hint = document.createElement("div");
  hint.className = "app-hint";
  hint.hidden = true;
  const said = document.createElement("p");
  said.className = "govuk-body";
  hint.append(said);
  hint.setAttribute("aria-live", "polite");
  box.closest(".govuk-form-group").after(hint);
  box.addEventListener("change", () => {
    const typed = box.value.trim();
    hint.hidden = !typed || usual.test(typed.toUpperCase());
    said.textContent = hint.hidden ? "" : box.dataset.words.replace("{found}", typed);
  });
}
