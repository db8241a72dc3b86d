/* Marks on the photographs of a condition check: a touch sets one, or Enter on the picture, which the arrows then move; its text
   stands in the list below under its number. Without this file the check is written in words alone. */
const field = document.querySelector('input[name="marks"]');
const list = document.querySelector(".mark-list");
const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowLeft: [-0.01, 0], ArrowRight: [0.01, 0], ArrowUp: [0, -0.01], ArrowDown: [0, 0.01] };
let marks = [];
try { marks = JSON.parse(field.value || "[]") || []; } catch { marks = []; }

const round = (share) => Math.round(Math.min(Math.max(share, 0), 1) * 10000) / 10000;

function make(name, attributes, text = "") {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.textContent = text;
  return node;
}

function draw() {
  field.value = JSON.stringify(marks);
  for (const figure of document.querySelectorAll("[data-mark]")) {
    figure.querySelector("svg")?.remove();
    const { width, height } = figure.querySelector("img");
    const radius = Math.max(width, height) / 40;
    const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    marks.forEach((mark, place) => {
      if (mark.file_name !== figure.dataset.mark) return;
      const [x, y] = [mark.x * width, mark.y * height];
      svg.append(make("circle", { cx: x, cy: y, r: radius }), make("text", { x, y, "font-size": radius }, place + 1));
    });
    figure.append(svg);
  }
}

function ask(mark) {
  const item = document.createElement("li");
  const input = document.createElement("input");
  input.className = "field";
  input.maxLength = 500;
  input.value = mark.text || "";
  input.setAttribute("aria-label", list.dataset.markLabel);
  input.placeholder = list.dataset.markLabel;
  input.addEventListener("input", () => { mark.text = input.value; draw(); });
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "button plain small";
  remove.textContent = "×";
  remove.setAttribute("aria-label", list.dataset.removeLabel);
  remove.addEventListener("click", () => { marks = marks.filter((held) => held !== mark); item.remove(); draw(); });
  item.append(input, remove);
  list.append(item);
  return input;
}

function add(figure, x, y) {
  const mark = { file_name: figure.dataset.mark, x: round(x), y: round(y), text: "" };
  marks.push(mark);
  draw();
  return ask(mark);
}

for (const figure of document.querySelectorAll("[data-mark]")) {
  figure.addEventListener("click", (event) => {
    const box = figure.querySelector("img").getBoundingClientRect();
    add(figure, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height).focus();
  });
  figure.addEventListener("keydown", (event) => {
    if (event.key === "Enter") add(figure, 0.5, 0.5);
    else if (STEPS[event.key]) {
      const mark = marks.findLast((held) => held.file_name === figure.dataset.mark);
      if (!mark) return;
      [mark.x, mark.y] = [round(mark.x + STEPS[event.key][0]), round(mark.y + STEPS[event.key][1])];
      draw();
    } else return;
    event.preventDefault();
  });
}
marks.forEach(ask);
draw();
