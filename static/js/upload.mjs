// A form with files: says at once that a file is too large, and how far the sending has come.
// Without it the form is sent as any other, and the server says both.
export function start(form) {
  const box = form.querySelector("input[type=file]");
  const told = form.querySelector("[data-progress]");
  if (!box || !told) return;
  const most = Number(form.dataset.most);
  form.addEventListener("submit", (event) => {
    const large = [...box.files].find((file) => file.size > most);
    if (large) {
      event.preventDefault();
      told.textContent = `${large.name}: ${form.dataset.refusal}`;
      box.focus();
      return;
    }
    if (box.files.length) send(event, form, told);
  });
}

function send(event, form, told) {
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const request = new XMLHttpRequest();
  const buttons = [...form.querySelectorAll("button[type=submit]")];
  const settle = (on) => {
    for (const button of buttons) button.disabled = on;
  };
  settle(true);
  request.upload.addEventListener("progress", (sent) => {
    if (!sent.lengthComputable) return;
    const part = Math.floor((sent.loaded / sent.total) * 10) * 10;
    const words = part < 100 ? `Sending: ${part}%` : "Sent. Please wait: it is being sealed.";
    if (told.textContent !== words) told.textContent = words;
  });
  request.addEventListener("load", () => show(request, form));
  request.addEventListener("error", () => {
    settle(false);
    told.textContent = "The connection was lost, and the file is not added. Try again.";
  });
  request.open("POST", form.action);
  request.send(body);
}

// Where it ended well, the browser goes there; a page with a problem takes the place of this one.
function show(request, form) {
  if (request.status === 200) {
    window.location.assign(request.responseURL);
    return;
  }
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = answer.querySelector("main");
  if (!main) {
    form.submit();
    return;
  }
  document.title = answer.title;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  const fresh = document.querySelector("main form[data-app=upload]");
  if (fresh) start(fresh);
  const summary = document.querySelector(".govuk-error-summary");
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
  }
}
