// The page of a unique address: a button that copies it.
// Without it, the address is marked and copied by hand.
export function start(button) {
  const box = document.getElementById(button.dataset.from);
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.select();
    await navigator.clipboard.writeText(box.value);
    button.textContent = "Copied";
  });
}
