// The cataloguing form: Ctrl+Enter saves, and the line being typed is looked up among people, bodies and concepts.
const form = document.querySelector("[data-catalogue]");
const WAIT = 200;

form?.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.querySelector("[data-save]").click();
  }
});

function findLine(field) {
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = field.value.indexOf("\n", start);
  return { start, end: end < 0 ? field.value.length : end };
}

for (const field of form?.querySelectorAll("[data-lookup]") ?? []) {
  const list = form.querySelector(`[data-lookup-for="${field.id}"]`);
  let timer = 0;
  let asked = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const { start, end } = findLine(field);
      const text = field.value.slice(start, end).split(";")[0].trim();
      const number = ++asked;
      if (text.length < 2) {
        list.replaceChildren();
        return;
      }
      const query = new URLSearchParams({ q: text, kind: field.dataset.lookup });
      const answer = await fetch(`/library/authorities?${query}`);
      if (number === asked && answer.ok) list.innerHTML = await answer.text();
    }, WAIT);
  });
  list.addEventListener("click", event => {
    const taken = event.target.closest("[data-take]");
    if (!taken) return;
    const { start, end } = findLine(field);
    const role = field.value.slice(start, end).split(";").slice(1).join(";");
    field.setRangeText(taken.dataset.take + (role ? `;${role}` : ""), start, end, "end");
    list.replaceChildren();
    field.focus();
  });
}
