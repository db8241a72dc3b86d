/* Fields that want a record's key take its name too: what is typed is looked up, the key of what is chosen is sent.
   Without this file the fields take keys. */
const PAUSE_MS = 150;

function describe(record) {
  return record.note ? `${record.title}, ${record.note}` : record.title;
}

class RecordField {
  constructor(input) {
    this.input = input;
    this.key = "";
    this.here = -1;
    this.records = [];
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-records`;
    this.list.className = "record-choices";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.placeholder || input.name);
    this.list.hidden = true;
    const box = document.createElement("span");
    box.className = "record-field";
    input.replaceWith(box);
    box.append(input, this.list);
    for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) input.setAttribute(name, value);
    input.removeAttribute("maxlength");
    input.dir = "auto";
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.step(event));
    input.addEventListener("blur", () => this.show(false));
    input.form?.addEventListener("formdata", (event) => { if (this.key) event.formData.set(input.name, this.key); });
    this.list.addEventListener("mousedown", (event) => this.point(event));
    if (input.value) this.name(input.value);
  }

  async ask(parameters) {
    const address = new URLSearchParams({ kinds: this.input.dataset.record, ...parameters });
    const answer = await fetch(`/search/records?${address}`);
    return answer.ok ? (await answer.json()).records : [];
  }

  /* A key that stands in the field already is shown by its name. */
  async name(key) {
    const [record] = await this.ask({ key });
    if (record && this.input.value === key) this.take(record);
  }

  wait() {
    this.key = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE_MS);
  }

  async look() {
    const text = this.input.value.trim();
    const found = text ? await this.ask({ q: text }) : [];
    if (text !== this.input.value.trim()) return;
    this.records = found;
    this.here = -1;
    this.list.replaceChildren(...found.map((record, place) => this.draw(record, place)));
    this.show(found.length > 0);
  }

  draw(record, place) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.setAttribute("role", "option");
    item.dataset.place = place;
    item.textContent = describe(record);
    item.dir = "auto";
    return item;
  }

  show(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) this.input.removeAttribute("aria-activedescendant");
  }

  step(event) {
    if (this.list.hidden) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) this.mark((this.here + move + this.records.length) % this.records.length);
    else if (event.key === "Enter" && this.here >= 0) this.take(this.records[this.here]);
    else if (event.key === "Escape") this.show(false);
    else return;
    event.preventDefault();
  }

  mark(place) {
    this.here = place;
    [...this.list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
    this.list.children[place].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.list.children[place].id);
  }

  point(event) {
    const item = event.target.closest("[data-place]");
    event.preventDefault();
    if (item) this.take(this.records[item.dataset.place]);
  }

  take(record) {
    this.key = record.key;
    this.input.value = describe(record);
    this.show(false);
  }
}

let number = 0;
for (const input of document.querySelectorAll("input[data-record]")) {
  input.id ||= `record-field-${number += 1}`;
  new RecordField(input);
}
