// Asked before a page is left that holds what somebody typed: can the service be reached just now?
// Without it, a page is left for the browser's own page, which has nothing of what was typed.
const LONGEST = 10_000;

export async function reachable() {
  if (!navigator.onLine) return false;
  const small = new URL("../img/favicon.svg", import.meta.url);
  try {
    await fetch(small, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(LONGEST) });
    return true;
  } catch {
    return false;
  }
}
