// Submission page: what stands in its other forms goes along with the one that is sent, and comes back with the page.
// Without it, only the form that is sent comes back; the page then says so.
const OURS = ["hidden", "submit", "button"];
const ticked = (box) => ["radio", "checkbox"].includes(box.type);

const isTyped = (box) => {
  if (ticked(box)) return box.checked !== box.defaultChecked;
  if (box.tagName !== "SELECT") return box.value !== box.defaultValue;
  return box.selectedIndex !== Math.max(0, [...box.options].findIndex((one) => one.defaultSelected));
};

export function start(page) {
  const { from, held, anchor } = page.dataset;
  const key = (form) => new URL(form.action).pathname.slice(from.length + 1).replace("/", "-");
  const forms = [...document.querySelectorAll("#main-content form[method=post]")].filter((form) =>
    new URL(form.action).pathname.startsWith(`${from}/`),
  );
  const standing = (form) => {
    const boxes = [...form.elements].filter((box) => box.name && !OURS.includes(box.type));
    const filled = boxes.some(isTyped) || held.split(" ").includes(key(form));
    return filled ? boxes.filter((box) => box.checked || !ticked(box)) : [];
  };
  const sent = ({ target, formData }) => {
    for (const form of forms) {
      if (form === target || !forms.includes(target)) continue;
      for (const box of standing(form)) formData.append(`beside/${key(form)}/${box.name}`, box.value);
    }
  };
  document.addEventListener("formdata", sent);

  // Shown in answer to a form that was taken: to load it again must not send that form again.
  if (anchor === undefined) return;
  history.replaceState(null, "", from);
  if (anchor) location.replace(`#${anchor}`);
}
