// Forms that a passkey answers: asks the device, puts what it said into the form, and sends it.
// Without it they stay hidden, and a code from an app serves.
const WORDS = {
  InvalidStateError: "This device has a passkey for you already.",
  NotAllowedError: "No passkey was used: it was cancelled, or it took too long. Try again.",
};
const OTHERWISE = "The passkey could not be used. Reload the page and try again.";

const asked = async (form) => {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const answer = await fetch(form.dataset.asks, { method: "POST", body, redirect: "error" });
  if (!answer.ok) throw new Error(`refused with ${answer.status}`);
  return answer.json();
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
      form.submit();
    } catch (reason) {
      said.textContent = WORDS[reason.name] ?? OTHERWISE;
    }
    busy = false;
  });
}
