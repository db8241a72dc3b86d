/* One tick for all that a box holds; without this file each object has its own. */
for (const group of document.querySelectorAll("[data-tick-all]")) {
  const all = group.querySelector("[data-tick]");
  const each = [...group.querySelectorAll("input[name=object]")];
  const tell = () => {
    const ticked = each.filter((box) => box.checked).length;
    all.checked = ticked === each.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  if (!each.length) continue;
  all.parentElement.hidden = false;
  all.addEventListener("change", () => { for (const box of each) box.checked = all.checked; });
  group.addEventListener("change", tell);
  addEventListener("pageshow", tell);
  tell();
}
