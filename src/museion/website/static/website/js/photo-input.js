/* Photos for a check: made small in the browser, shown, and sent at once when taken with the camera.
   Without this file the form sends the files as they are. */
import { readAsAddress, shrink } from "./shrink.js";

async function replaceFiles(input) {
  const transfer = new DataTransfer();
  for (const file of input.files) transfer.items.add(await shrink(file));
  input.files = transfer.files;
}

async function showChosen(form) {
  const list = form.querySelector("[data-chosen]");
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
  const items = files.map(async (file) => {
    const item = document.createElement("li");
    const image = document.createElement("img");
    image.src = await readAsAddress(file);
    image.alt = file.name;
    item.append(image);
    return item;
  });
  list.replaceChildren(...await Promise.all(items));
  list.hidden = files.length === 0;
}

function setBusy(form, busy) {
  form.querySelector("[data-busy]").hidden = !busy;
  form.querySelector("[data-send]").disabled = busy;
  form.setAttribute("aria-busy", String(busy));
}

async function take(input) {
  const form = input.form;
  setBusy(form, true);
  await replaceFiles(input);
  await showChosen(form);
  setBusy(form, false);
  if ("atOnce" in input.dataset && input.files.length) form.requestSubmit();
}

for (const form of document.querySelectorAll("[data-photo-form]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file]")) take(event.target);
  });
  form.addEventListener("submit", () => setBusy(form, true));
}

/* The page comes back as it was left when somebody goes back to it. */
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-photo-form]")) setBusy(form, false);
});
