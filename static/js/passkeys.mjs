// Forms that a passkey answers: asks the device, puts what it said into the form, and sends it.
// Without it they stay hidden, and a code from an app serves.
const WORDS = {
  InvalidStateError: "This device has a passkey for you already.",
  NotAllowedError: "No passkey was used: it was cancelled, or it took too long. Try again.",
};
const OTHERWISE = "The passkey could not be used. Reload the page and try again.";

// What is asked together with the question; a password among it goes no further.
const sent = (form) => (form.dataset.sends ?? "").split(" ").filter(Boolean);

const asked = async (form) => {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  for (const name of sent(form)) body.set(name, form.elements[name].value);
  const answer = await fetch(form.dataset.asks, { method: "POST", body, redirect: "error" });
  if (answer.ok) return answer.json();
  const { words } = await answer.json().catch(() => ({}));
  throw Object.assign(new Error(`refused with ${answer.status}`), { words });
};

const answered = async (does, options) => {
  if (does === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
};

export function start(form) {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  const said = form.querySelector("[data-said]");
  let busy = false;
  form.hidden = false;
  document.querySelector("[data-without]")?.setAttribute("hidden", "");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    said.textContent = "";
    try {
      const credential = await answered(form.dataset.does, await asked(form));
      form.elements.answer.value = JSON.stringify(credential.toJSON());
      for (const name of sent(form)) {
        if (form.elements[name].type !== "text") form.elements[name].value = "";
      }
      form.submit();
    } catch (reason) {
      said.textContent = reason.words ?? WORDS[reason.name] ?? OTHERWISE;
    }
    busy = false;
  });
}
