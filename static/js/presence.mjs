// Submission page: says who else is reading or writing it now, and that it has changed since. Without it, the
// server still tells whoever comes second. It tells that somebody types, never what; no session is kept by it.
const EVERY = 20_000;
const LATELY = 30_000;

export function start(box) {
  let typedAt = -LATELY;
  document.addEventListener("input", () => (typedAt = performance.now()));

  const look = async () => {
    if (document.hidden) return;
    const writing = performance.now() - typedAt < LATELY ? "yes" : "";
    const body = new URLSearchParams({ csrf_token: box.dataset.csrf, writing });
    try {
      const answer = await fetch(box.dataset.url, { method: "POST", body, redirect: "error" });
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) return clearInterval(timer);
      if (answer.ok) show(await answer.json());
    } catch {
      // Off line for a moment: the next look tells.
    }
  };

  const show = ({ others, version }) => {
    const words = others.map((one) => `${one.name} is ${one.writing ? "writing" : "reading"} here.`);
    if (version > Number(box.dataset.version)) words.push("This submission has changed: reload the page to see how.");
    const text = words.join(" ");
    if (box.textContent !== text) box.textContent = text;
    box.hidden = !text;
  };

  const timer = setInterval(look, EVERY);
  look();
}
