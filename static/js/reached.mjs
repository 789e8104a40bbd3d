// Forms in which much is typed: without a connection nothing is sent, and the page stays as it is and says so.
// Without it, the browser shows a page of its own, which can send the form again but not show it.
import { reachable } from "./connection.mjs";

const LOST = "There is no connection. Nothing is lost: what you typed is still on this page. Try again in a moment.";
const BACK = "You are connected again. Press the button once more.";

export function start(form) {
  const told = document.createElement("div");
  told.className = "govuk-inset-text";
  told.setAttribute("role", "alert");
  told.hidden = true;
  form.append(told);
  const tell = (words) => {
    told.hidden = false;
    told.textContent = words;
  };
  let reached = false;
  // First of all that listen: what stops a second press must not count a press that sent nothing.
  form.addEventListener(
    "submit",
    async (event) => {
      if (reached) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!(await reachable())) return tell(LOST);
      reached = true;
      form.requestSubmit(event.submitter);
      reached = false;
    },
    { capture: true },
  );
  window.addEventListener("online", () => {
    if (!told.hidden) tell(BACK);
  });
}
