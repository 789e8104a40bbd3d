// Signed-in pages: warns before the session ends and offers to stay. Without it, the server ends the session all the same.
// Every tab of the door keeps the same time: a page opened or a button pressed in one is told to the others.
import { reachable } from "./connection.mjs";

const MINUTE = 60;
const LOST = "There is no connection. What you typed is still on this page. Try again in a moment.";

const inWords = (seconds) => {
  const [number, unit] = seconds >= MINUTE ? [Math.ceil(seconds / MINUTE), "minute"] : [seconds, "second"];
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
};

export function start(dialog) {
  const form = dialog.querySelector("form");
  const left = dialog.querySelector("[data-left]");
  const live = dialog.querySelector("[data-said]");
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
  const lost = Object.assign(document.createElement("p"), { className: "govuk-body", hidden: true });
  form.before(lost);
  const warn = Number(dialog.dataset.warn);
  let ends = 0;
  let said = "";
  let leaving = false;

  // What is typed goes with the form: the server keeps it in the page that asks to sign in again.
  // Without a connection the page stays: the browser's own page would have none of it.
  const leave = async () => {
    if (leaving) return;
    leaving = true;
    if (!(await reachable())) {
      live.textContent = lost.textContent = LOST;
      lost.hidden = leaving = false;
      return;
    }
    const typed = document.querySelector("form[data-keeps]");
    // A message to the police must never go out by itself: marked so, it is shown again instead.
    if (typed?.dataset.keeps === "unsent") typed.append(Object.assign(document.createElement("input"), { type: "hidden", name: "kept.", value: "yes" }));
    if (typed) typed.submit();
    else location.assign(dialog.dataset.ended);
  };

  const until = (moment) => {
    ends = moment;
    said = "";
    if (secondsLeft() > warn && dialog.open) dialog.close();
  };

  const secondsLeft = () => Math.max(0, Math.round((ends - Date.now()) / 1000));

  const lasts = (seconds) => {
    until(Date.now() + seconds * 1000);
    tabs?.postMessage({ ends });
  };

  const stay = async (event) => {
    event.preventDefault();
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, redirect: "error" });
      if (!answer.ok) return leave();
      lasts((await answer.json()).seconds_left);
      lost.hidden = true;
    } catch {
      leave();
    }
  };

  const say = (seconds) => {
    // Read out every minute, then every 20 seconds: a count of each second would talk over the page.
    const coarse = inWords(seconds > MINUTE ? seconds : Math.ceil(seconds / 20) * 20);
    if (coarse === said) return;
    said = coarse;
    live.textContent = `For security, you will be signed out in ${coarse}.`;
  };

  const tick = () => {
    const seconds = secondsLeft();
    if (seconds === 0) return leave();
    if (seconds > warn) return;
    left.textContent = inWords(seconds);
    if (!dialog.open) dialog.showModal();
    say(seconds);
  };

  tabs?.addEventListener("message", ({ data }) => {
    if (data.out) leave();
    else if (data.ends > ends) until(data.ends);
  });
  for (const out of document.querySelectorAll("form[data-signs-out]")) {
    out.addEventListener("submit", () => tabs?.postMessage({ out: true }));
  }
  form.addEventListener("submit", stay);
  dialog.addEventListener("cancel", stay);
  // A laptop that slept, or a page brought back by the back button, looks at the clock at once.
  document.addEventListener("visibilitychange", tick);

  lasts(Number(dialog.dataset.secondsLeft));
  setInterval(tick, 1000);
}
