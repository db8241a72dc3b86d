/* Dragging over the bars of a timeline chooses their years; a click on one bar follows its link. */
let held = null;

function barAt(timeline, x) {
  const links = [...timeline.querySelectorAll("a")];
  return links.find((link) => x <= link.getBoundingClientRect().right) || links.at(-1);
}

function mark(start, end) {
  const [first, last] = [start, end].map((link) => link.getBoundingClientRect().left).sort((a, b) => a - b);
  for (const link of start.closest("[data-timeline]").querySelectorAll("a")) {
    const left = link.getBoundingClientRect().left;
    link.classList.toggle("chosen", left >= first && left <= last);
  }
}

document.addEventListener("pointerdown", (event) => {
  const timeline = event.target.closest("[data-timeline] svg");
  if (!timeline || event.button !== 0) return;
  const start = barAt(timeline, event.clientX);
  held = { timeline, start, end: start };
  event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (!held) return;
  held.end = barAt(held.timeline, event.clientX);
  mark(held.start, held.end);
});

document.addEventListener("pointerup", () => {
  if (!held) return;
  const { timeline, start, end } = held;
  held = null;
  if (start === end) return;
  const links = [...timeline.querySelectorAll("a")];
  const [first, last] = [start, end].sort((one, other) => links.indexOf(one) - links.indexOf(other));
  const { timeline: name } = timeline.closest("[data-timeline]").dataset;
  const { form } = document.querySelector(`[name="${name}_from"]`);
  form.elements[`${name}_from`].value = first.dataset.first;
  form.elements[`${name}_to`].value = last.dataset.last;
  form.elements[`${name}_to`].dispatchEvent(new Event("change", { bubbles: true }));
  document.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
});
