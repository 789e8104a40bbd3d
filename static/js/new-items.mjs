// Staff queue: says how many new submissions there are. Without it, reloading the page shows them.
// It never changes the list under the reader (WCAG 3.2.5), and the server does not count it as activity.
const EVERY = 20_000;

export function start(box) {
  let etag = "";

  const look = async () => {
    if (document.hidden) return;
    const headers = etag ? { "If-None-Match": etag } : {};
    let answer;
    try {
      answer = await fetch(box.dataset.url, { headers, cache: "no-store", redirect: "error" });
    } catch {
      return; // Off line for a moment: the next look tells.
    }
    if (answer.status === 401 || answer.status === 403) return stop();
    if (answer.status !== 200) return;
    etag = answer.headers.get("ETag") ?? "";
    show((await answer.json()).count);
  };

  const show = (count) => {
    if (!count) return;
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = location.pathname + location.search;
    link.textContent = `Show ${count} new submission${count === 1 ? "" : "s"}`;
    box.replaceChildren(link);
    box.hidden = false;
  };

  const timer = setInterval(look, Number(box.dataset.every ?? 0) * 1000 || EVERY);
  const stop = () => clearInterval(timer);
  look();
}
