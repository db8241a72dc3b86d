/* Marks on the photographs of a condition check: a touch sets one, its text stands in the list below.
   Without this file the check is written in words alone. */
const field = document.querySelector('input[name="marks"]');
const list = document.querySelector(".mark-list");
const SVG = "http://www.w3.org/2000/svg";
let marks = [];
try { marks = JSON.parse(field.value || "[]") || []; } catch { marks = []; }

function draw() {
  field.value = JSON.stringify(marks);
  for (const figure of document.querySelectorAll("[data-mark]")) {
    figure.querySelector("svg")?.remove();
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 1 1");
    svg.setAttribute("preserveAspectRatio", "none");
    for (const mark of marks.filter((mark) => mark.file_name === figure.dataset.mark)) {
      const circle = document.createElementNS(SVG, "circle");
      circle.setAttribute("cx", mark.x);
      circle.setAttribute("cy", mark.y);
      circle.setAttribute("r", 0.02);
      svg.append(circle);
    }
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
  remove.addEventListener("click", () => { marks = marks.filter((held) => held !== mark); item.remove(); draw(); });
  item.append(input, remove);
  list.append(item);
  return input;
}

for (const figure of document.querySelectorAll("[data-mark]")) {
  figure.addEventListener("click", (event) => {
    const box = figure.querySelector("img").getBoundingClientRect();
    const round = (share) => Math.round(Math.min(Math.max(share, 0), 1) * 10000) / 10000;
    const mark = {
      file_name: figure.dataset.mark,
      x: round((event.clientX - box.left) / box.width),
      y: round((event.clientY - box.top) / box.height),
      text: "",
    };
    marks.push(mark);
    draw();
    ask(mark).focus();
  });
}
marks.forEach(ask);
draw();
