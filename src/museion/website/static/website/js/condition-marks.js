/* The form of a condition check, with its photographs to be marked. Without this file the check is written in words alone. */
import { Marking } from "./condition/marking.js";
import { shrink } from "./shrink.js";

const form = document.querySelector("#care-form");
const marking = new Marking(form.querySelector(".marking"), form.elements.marks);
const input = form.elements.photos;

input?.addEventListener("change", async () => {
  const chosen = new DataTransfer();
  for (const file of input.files) chosen.items.add(await shrink(file));
  input.files = chosen.files;
  await marking.showChosen([...input.files]);
});
