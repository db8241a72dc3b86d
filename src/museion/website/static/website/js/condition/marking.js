/* Marks on photographs: a touch sets one, or Enter on the picture, which the arrows then move; its text stands in the list below
   under its number. Photos chosen in the form are shown to be marked as well, as `new:0`, `new:1`… */
import { readAsAddress } from "../shrink.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowLeft: [-0.01, 0], ArrowRight: [0.01, 0], ArrowUp: [0, -0.01], ArrowDown: [0, 0.01] };
const round = (share) => Math.round(Math.min(Math.max(share, 0), 1) * 10000) / 10000;

function make(name, attributes, text = "") {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.textContent = text;
  return node;
}

function read(text) {
  try { return JSON.parse(text || "[]") || []; } catch { return []; }
}

/* `root` holds figures with `data-mark`, the list of texts and a figure's words (`data-…-label`); `field` holds the marks as JSON. */
export class Marking {
  constructor(root, field) {
    this.root = root;
    this.field = field;
    this.list = root.querySelector(".mark-list");
    this.restore(field.value);
    root.addEventListener("click", (event) => this.touch(event));
    root.addEventListener("keydown", (event) => this.press(event));
  }

  restore(text) {
    this.marks = read(text);
    this.list.replaceChildren();
    this.marks.forEach((mark) => this.ask(mark));
    this.draw();
  }

  /* Pictures of the object, by name, address and size. */
  showPictures(pictures) {
    this.root.querySelectorAll("[data-mark]").forEach((figure) => figure.remove());
    pictures.forEach((picture) => this.addFigure(picture));
    this.draw();
  }

  /* Those that were chosen before are replaced; marks on photos that are gone go too. */
  async showChosen(files) {
    const shown = await Promise.all(files.map(async (file, place) => ({ name: `new:${place}`, path: await readAsAddress(file) })));
    this.root.querySelectorAll('[data-mark^="new:"]').forEach((figure) => figure.remove());
    await Promise.all(shown.map((picture) => this.addFigure(picture)));
    const names = new Set(shown.map((picture) => picture.name));
    const kept = this.marks.filter((mark) => !mark.file_name.startsWith("new:") || names.has(mark.file_name));
    this.restore(JSON.stringify(kept));
  }

  /* Sizes are read from the picture where they are not told. */
  async addFigure({ name, path, width, height }) {
    const figure = Object.assign(document.createElement("figure"), { className: "mark-picture", tabIndex: 0 });
    figure.dataset.mark = name;
    figure.setAttribute("role", "group");
    figure.setAttribute("aria-label", this.list.dataset.pictureLabel);
    const image = Object.assign(new Image(), { alt: this.list.dataset.pictureLabel, src: path });
    figure.append(image);
    this.list.before(figure);
    if (!width) await image.decode().catch(() => {});
    image.width = width || image.naturalWidth || 1;
    image.height = height || image.naturalHeight || 1;
  }

  draw() {
    this.field.value = JSON.stringify(this.marks);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.root.querySelectorAll("[data-mark]").forEach((figure) => this.drawFigure(figure));
  }

  drawFigure(figure) {
    figure.querySelector("svg")?.remove();
    const image = figure.querySelector("img");
    const [width, height] = [Number(image.getAttribute("width")), Number(image.getAttribute("height"))];
    const radius = Math.max(width, height) / 40;
    const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    this.marks.forEach((mark, place) => {
      if (mark.file_name !== figure.dataset.mark) return;
      const [x, y] = [mark.x * width, mark.y * height];
      svg.append(make("circle", { cx: x, cy: y, r: radius }), make("text", { x, y, "font-size": radius }, place + 1));
    });
    figure.append(svg);
  }

  ask(mark) {
    const { markLabel, removeLabel } = this.list.dataset;
    const item = document.createElement("li");
    const input = Object.assign(document.createElement("input"), { className: "field", maxLength: 500, value: mark.text || "", placeholder: markLabel });
    input.setAttribute("aria-label", markLabel);
    input.addEventListener("input", () => { mark.text = input.value; this.draw(); });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button plain small", textContent: "×" });
    button.setAttribute("aria-label", removeLabel);
    button.addEventListener("click", () => { this.marks = this.marks.filter((held) => held !== mark); item.remove(); this.draw(); });
    item.append(input, button);
    this.list.append(item);
    return input;
  }

  add(figure, x, y) {
    const mark = { file_name: figure.dataset.mark, x: round(x), y: round(y), text: "" };
    this.marks.push(mark);
    this.draw();
    return this.ask(mark);
  }

  touch(event) {
    const figure = event.target.closest("[data-mark]");
    if (!figure) return;
    const box = figure.querySelector("img").getBoundingClientRect();
    this.add(figure, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height).focus();
  }

  press(event) {
    const figure = event.target.closest("[data-mark]");
    if (!figure) return;
    if (event.key === "Enter") this.add(figure, 0.5, 0.5);
    else if (STEPS[event.key]) {
      const mark = this.marks.findLast((held) => held.file_name === figure.dataset.mark);
      if (!mark) return;
      [mark.x, mark.y] = [round(mark.x + STEPS[event.key][0]), round(mark.y + STEPS[event.key][1])];
      this.draw();
    } else return;
    event.preventDefault();
  }
}
