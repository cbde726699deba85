// Runs in the webview of the graph: draws what the extension sends, and tells it which block was clicked.
import mermaid from "mermaid";

const vscode = acquireVsCodeApi();
const place = document.getElementById("graph");
const nearest = 4; // times the size in which the whole picture is seen
let drawn = 0;
let zoom = 1;

function dark() {
  return !document.body.classList.contains("vscode-light") && !document.body.classList.contains("vscode-high-contrast-light");
}

// The picture as large as the window lets it be seen whole, but no larger than it was drawn; times what the user chose.
function fit() {
  const svg = place.querySelector("svg");
  if (!svg) return;
  const { width, height } = svg.viewBox.baseVal;
  const whole = Math.min(1, place.clientWidth / width, place.clientHeight / height);
  svg.style.width = `${width * whole * zoom}px`;
  svg.style.height = `${height * whole * zoom}px`;
}

async function draw(text) {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: dark() ? "dark" : "neutral", flowchart: { htmlLabels: false, useMaxWidth: false } });
  const along = place.clientHeight > place.clientWidth ? "TB" : "LR"; // the way in which the window is longer
  const { svg } = await mermaid.render(`graph${++drawn}`, text.replace(/^flowchart LR/, `flowchart ${along}`));
  place.innerHTML = svg;  // made by mermaid, which cleans the labels (securityLevel strict); the page's policy allows no script but this one
  fit();
}

window.addEventListener("message", async ({ data }) => {
  document.getElementById("title").textContent = data.title;
  document.getElementById("problem").textContent = data.problem ?? "";
  if (data.text === undefined) return;
  vscode.setState(data);
  try {
    await draw(data.text);
  } catch (problem) {
    document.getElementById("problem").textContent = String(problem);
  }
});

function zoomTo(value) {
  zoom = Math.min(nearest, Math.max(1, value));
  fit();
}

window.addEventListener("resize", fit);
window.addEventListener("keydown", ({ key }) => {
  if (key === "+" || key === "=") zoomTo(zoom * 1.25);
  if (key === "-") zoomTo(zoom / 1.25);
  if (key === "0") zoomTo(1);
});
// A pinch on a touchpad comes as a turn of the wheel with the control key.
place.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomTo(zoom * Math.exp(-event.deltaY / 200));
  },
  { passive: false },
);

// A node's id holds the name that the text gave it: graph1-flowchart-api-3.
place.addEventListener("click", ({ target }) => {
  const node = target.closest(".node, .cluster");
  const name = node?.id.match(/flowchart-(.+)-\d+$/)?.[1] ?? node?.id;
  if (name) vscode.postMessage({ open: name });
});

vscode.postMessage({ ready: true });
