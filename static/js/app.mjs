// Every page: starts the design system's scripts, then loads what a page asks for with data-app.
// Without it, every form and link still works.
import { initAll } from "../vendor/govuk-frontend.min.js";

initAll();

for (const element of document.querySelectorAll("[data-app]")) {
  for (const name of element.dataset.app.split(" ")) {
    if (/^[a-z-]+$/.test(name)) {
      import(`./${name}.mjs`)
        .then((module) => module.start(element))
        .catch((reason) => console.error(reason));
    }
  }
}
