// The box for a new password: says in words how hard it is to guess, once typing pauses.
// Without it, the server says the same when the form is sent.
const PAUSE = 600;

export function start(box) {
  const said = document.createElement("p");
  said.className = "govuk-hint";
  said.setAttribute("aria-live", "polite");
  box.closest(".govuk-form-group").append(said);
  let waiting;
  const ask = async () => {
    if (!box.value) {
      said.textContent = "";
      return;
    }
    const typed = box.value;
    const body = new URLSearchParams({ password: typed, csrf_token: box.form.elements.csrf_token.value });
    const answer = await fetch(box.dataset.to, { method: "POST", body });
    if (answer.ok && box.value === typed) said.textContent = (await answer.json()).words;
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask().catch(() => {}), PAUSE);
  });
}
