// Runs in the webview of the graph: draws what the extension sends, and tells it which block was clicked.
import mermaid from "mermaid";

const vscode = acquireVsCodeApi();
const place = document.getElementById("graph");
let drawn = 0;

function dark() {
  return !document.body.classList.contains("vscode-light") && !document.body.classList.contains("vscode-high-contrast-light");
}

async function draw(text) {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: dark() ? "dark" : "default", flowchart: { htmlLabels: false, useMaxWidth: false } });
  const { svg } = await mermaid.render(`graph${++drawn}`, text);
  place.innerHTML = svg;  // made by mermaid, which cleans the labels (securityLevel strict); the page's policy allows no script but this one
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

// A node's id holds the name that the text gave it: graph1-flowchart-api-3.
place.addEventListener("click", ({ target }) => {
  const node = target.closest(".node, .cluster");
  const name = node?.id.match(/flowchart-(.+)-\d+$/)?.[1] ?? node?.id;
  if (name) vscode.postMessage({ open: name });
});

vscode.postMessage({ ready: true });
