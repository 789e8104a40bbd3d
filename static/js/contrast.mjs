// Every page: changes contrast without leaving it, so nothing typed is lost. Without it, the form reloads the page.
export function start(form) {
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      redirect: "manual",
    });
    if (answer.type !== "opaqueredirect") return;
    const high = document.documentElement.dataset.contrast !== "high";
    document.documentElement.dataset.contrast = high ? "high" : "default";
    button.setAttribute("aria-pressed", String(high));
  });
}
