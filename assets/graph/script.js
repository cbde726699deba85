// Draws the pictures of the page: elk places, this draws, moves and finds.
// In an editor (acquireVsCodeApi) a click is told to the editor, which may also send another picture.
"use strict";
const editor = typeof acquireVsCodeApi === "function" ? acquireVsCodeApi() : undefined;
const nonce = document.currentScript.nonce;
const $ = (id) => document.getElementById(id);
let data = JSON.parse($("data").textContent);
let layouter, view, drawn = 0;

const colours = { add: ["#dafbe1", "#1a7f37"], update: ["#fff8c5", "#9a6700"], replace: ["#ffebe9", "#cf222e"], remove: ["#eaeef2", "#57606a"] };
const concerns = { network: "#6639ba", storage: "#1a7f37", messaging: "#bc4c00", compute: "#0969da", security: "#9a6700", outside: "#57606a" };
const flows = { traffic: "#0969da", permission: "#8250df", reference: "#8c959f" };
const colourOf = (concern) => concerns[concern] ?? "#0969da";
// `service api` in two lines; what has no kind, such as the internet, is outside.
const halves = (title) => (title.includes(" ") ? [title.slice(0, title.indexOf(" ")), title.slice(title.indexOf(" ") + 1)] : ["outside", title]);
const wide = (text, size = 7) => Math.ceil(text.length * size);
const shorten = (labels) => (labels.length > 2 ? `${labels[0]} +${labels.length - 1}` : labels.join(", "));

// The library is held compressed, because it is three times as large otherwise.
async function library() {
  if (layouter) return layouter;
  const packed = Uint8Array.from(atob($("elk").textContent.replace(/\s/g, "")), (c) => c.charCodeAt(0));
  const text = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  const script = document.createElement("script");
  if (nonce) script.nonce = nonce;
  script.textContent = text;
  document.head.append(script);
  return (layouter = new ELK());
}

function shown(picture) {
  return picture.edges.filter((edge) => edge.flow === "traffic" || $(edge.flow + "s").checked);
}

// Boxes of the picture as elk takes them: from left to right, or downwards where the page is tall, as next to an editor.
function boxes(picture) {
  const page = $("graph").getBoundingClientRect();
  const tall = page.height > page.width;
  const options = { "elk.algorithm": "layered", "elk.direction": tall ? "DOWN" : "RIGHT", "elk.hierarchyHandling": "INCLUDE_CHILDREN", "elk.edgeRouting": "ORTHOGONAL",
    "elk.layered.spacing.nodeNodeBetweenLayers": "60", "elk.spacing.nodeNode": "18", "elk.layered.spacing.edgeNodeBetweenLayers": "18", "elk.spacing.edgeLabel": "4",
    "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX", "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES", "elk.separateConnectedComponents": "true", "elk.aspectRatio": tall ? "0.8" : "1.8" };
  const root = { id: "root", layoutOptions: options, children: [], edges: [] };
  const frames = picture.frames.map((frame, i) => ({ id: "f" + i, children: [], labels: [{ text: frame.title, width: wide(frame.title), height: 14 }],
    layoutOptions: { "elk.padding": "[top=30,left=14,bottom=14,right=14]", "elk.nodeLabels.placement": "[H_LEFT, V_TOP, INSIDE]", "elk.nodeSize.constraints": "NODE_LABELS" } }));
  picture.frames.forEach((frame, i) => (frame.parent === null ? root : frames[frame.parent]).children.push(frames[i]));
  picture.nodes.forEach((node, i) => {
    const [kind, name] = halves(node.title);
    (node.frame === null ? root : frames[node.frame]).children.push({ id: "n" + i, width: Math.max(wide(name, 7.5), wide(kind, 6), 70) + 22, height: 40 });
  });
  root.edges = shown(picture).map((edge, i) => {
    const text = shorten(edge.labels);
    return { id: "e" + i, sources: ["n" + edge.from], targets: ["n" + edge.to], labels: text ? [{ text, width: wide(text, 5.5), height: 12 }] : [], of: edge };
  });
  return root;
}

function element(name, attributes, parent, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent?.append(made);
  return made;
}

// Styles are attributes, so that the exported picture needs no style sheet.
function draw(root, picture) {
  const style = getComputedStyle(document.documentElement);
  const [ink, dim, line, frame, paper] = ["--ink", "--dim", "--line", "--frame", "--paper"].map((name) => style.getPropertyValue(name).trim());
  const svg = element("svg", { xmlns: "http://www.w3.org/2000/svg", "font-family": "system-ui, sans-serif", "font-size": 12, role: "img", "aria-label": "the architecture" });
  const marks = element("defs", {}, svg);
  for (const [flow, colour] of Object.entries(flows)) {
    const mark = element("marker", { id: "to-" + flow, viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, marks);
    element("path", { d: "M0 0L8 4L0 8z", fill: colour }, mark);
  }
  const [below, lines, above, words] = [0, 0, 0, 0].map(() => element("g", {}, svg));
  const corners = new Map([["root", [0, 0]]]);
  const place = (box, x, y) => {
    corners.set(box.id, [x, y]);
    const index = Number(box.id.slice(1));
    if (box.id[0] === "f") {
      const { title, status } = picture.frames[index];
      const stroke = colours[status]?.[1];
      const group = element("g", { class: "frame" }, below);
      element("rect", { x, y, width: box.width, height: box.height, rx: 8, fill: frame, stroke: stroke ?? line, "stroke-width": stroke ? 2 : 1 }, group);
      element("text", { x: x + 12, y: y + 20, fill: stroke ?? dim, "font-weight": 600 }, group, title);
      if (status) element("title", {}, group, `${title}\n${status}`);
    } else if (box.id[0] === "n") {
      block(picture.nodes[index], index, box, x, y);
    }
    for (const child of box.children ?? []) place(child, x + child.x, y + child.y);
  };
  const block = (node, index, box, x, y) => {
    const [kind, name] = halves(node.title);
    const [fill, stroke] = colours[node.status] ?? [paper, line];
    const text = colours[node.status] ? "#000" : ink;
    const group = element("g", { class: "node", "data-node": index, style: "cursor:pointer" }, above);
    element("rect", { x, y, width: box.width, height: box.height, rx: 6, fill, stroke, "stroke-width": node.status ? 2 : 1 }, group);
    element("rect", { x, y: y + 5, width: 4, height: box.height - 10, rx: 2, fill: colourOf(node.concern) }, group);
    element("text", { x: x + 12, y: y + 16, fill: text, opacity: 0.7, "font-size": 10 }, group, kind);
    element("text", { x: x + 12, y: y + 31, fill: text, "font-weight": 600 }, group, name);
    element("title", {}, group, [node.title, node.status, node.file && `${node.file}:${node.line}`, ...node.parts].filter(Boolean).join("\n"));
  };
  for (const child of root.children) place(child, child.x, child.y);
  for (const edge of root.edges) {
    const [x, y] = corners.get(edge.container ?? "root");
    for (const section of edge.sections ?? []) {
      const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map((p) => `${p.x + x} ${p.y + y}`);
      element("path", { d: "M" + points.join("L"), fill: "none", stroke: flows[edge.of.flow], "stroke-width": edge.of.flow === "traffic" ? 1.8 : 1.2,
        "stroke-dasharray": edge.of.flow === "reference" ? "4 3" : "none", "marker-end": `url(#to-${edge.of.flow})`, "data-edge": `${edge.of.from} ${edge.of.to}` }, lines);
    }
    for (const label of edge.labels ?? []) {
      element("rect", { x: label.x + x - 1, y: label.y + y, width: label.width + 2, height: label.height, fill: paper, opacity: 0.85 }, words);
      const word = element("text", { x: label.x + x, y: label.y + y + 10, fill: flows[edge.of.flow], "font-size": 10, "data-edge": `${edge.of.from} ${edge.of.to}` }, words, label.text);
      element("title", {}, word, edge.of.labels.join("\n"));
    }
  }
  svg.dataset.width = root.width;
  svg.dataset.height = root.height;
  return svg;
}

async function show() {
  const turn = ++drawn;
  const picture = data.pictures[$("which").value || 0];
  if (!picture) return;
  try {
    const root = await (await library()).layout(boxes(picture));
    if (turn !== drawn) return; // another one was asked for meanwhile
    const svg = draw(root, picture);
    $("graph").replaceChildren(svg);
    $("problem").textContent = "";
    $("legend").textContent = `${picture.nodes.length} blocks: solid blue who reaches whom, violet who may do what, dashed other references`;
    begin();
    find();
    document.body.dataset.ready = "true";
  } catch (problem) {
    $("problem").textContent = String(problem);
  }
}

// ---- Moving

function look() {
  const svg = $("graph").firstElementChild;
  if (svg) svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
}
function fit() {
  const svg = $("graph").firstElementChild;
  view = { x: -10, y: -10, width: Number(svg.dataset.width) + 20, height: Number(svg.dataset.height) + 20 };
  look();
}
// The whole picture where its words can be read with good eyes; else where traffic comes in, at a size for everybody.
function begin() {
  fit();
  const box = $("graph").getBoundingClientRect();
  const [small, least] = [0.5, 0.75];
  if (Math.min(box.width / view.width, box.height / view.height) >= small) return;
  const picture = data.pictures[$("which").value || 0];
  const first = picture.edges.find((edge) => edge.flow === "traffic") ?? { from: 0, to: 0 };
  const at = document.querySelector(`[data-node="${first.to}"] rect`);
  const [width, height] = [box.width / least, box.height / least];
  // The view stays on the picture; where it is larger, the picture is in its middle.
  const within = (from, size, whole) => (size > whole + 20 ? (whole - size) / 2 : Math.max(-10, Math.min(from, whole + 10 - size)));
  const whole = $("graph").firstElementChild.dataset;
  view = {
    x: within(Number(at.getAttribute("x")) - width / 3, width, Number(whole.width)),
    y: within(Number(at.getAttribute("y")) - height / 2, height, Number(whole.height)),
    width, height,
  };
  look();
}
$("graph").addEventListener("wheel", (event) => {
  event.preventDefault();
  const box = $("graph").getBoundingClientRect();
  const factor = event.deltaY > 0 ? 1.15 : 1 / 1.15;
  const [u, v] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  view = { x: view.x + view.width * u * (1 - factor), y: view.y + view.height * v * (1 - factor), width: view.width * factor, height: view.height * factor };
  look();
}, { passive: false });
let grip;
$("graph").addEventListener("pointerdown", (event) => (grip = { x: event.clientX, y: event.clientY, moved: false }));
addEventListener("pointermove", (event) => {
  if (!grip || !view) return;
  const box = $("graph").getBoundingClientRect();
  const scale = Math.max(view.width / box.width, view.height / box.height);
  const [dx, dy] = [(event.clientX - grip.x) * scale, (event.clientY - grip.y) * scale];
  if (Math.abs(dx) + Math.abs(dy) > 4 * scale) grip.moved = true;
  if (!grip.moved) return;
  view.x -= dx; view.y -= dy; grip.x = event.clientX; grip.y = event.clientY;
  look();
});
addEventListener("pointerup", (event) => {
  const node = grip && !grip.moved && event.target.closest?.(".node");
  grip = undefined;
  if (node) open(data.pictures[$("which").value || 0].nodes[node.dataset.node], Number(node.dataset.node));
});

// ---- From a block to its line

function open(node, index) {
  if (editor) return editor.postMessage({ open: index });
  const text = data.files[node.file];
  const code = $("code");
  code.hidden = text === undefined;
  if (text === undefined) return;
  const title = document.createElement("b");
  title.textContent = `${node.file}:${node.line}`;
  code.replaceChildren(title, ...text.split("\n").map((line, i) => {
    const row = document.createElement("div");
    row.dataset.line = i + 1;
    row.textContent = line;
    if (i + 1 === node.line) row.className = "here";
    return row;
  }));
  code.querySelector(".here")?.scrollIntoView({ block: "center" });
}

// ---- Finding

// Blocks with the word and their neighbours stay; the first is brought into the middle.
function find() {
  const word = $("filter").value.toLowerCase();
  const picture = data.pictures[$("which").value || 0];
  const hit = picture.nodes.map((node) => !word || node.title.toLowerCase().includes(word));
  const near = new Set(hit.flatMap((yes, i) => (yes ? [i] : [])));
  if (word) for (const edge of shown(picture)) { if (hit[edge.from]) near.add(edge.to); if (hit[edge.to]) near.add(edge.from); }
  const first = word ? document.querySelector(`[data-node="${hit.indexOf(true)}"] rect`) : null;
  if (first) {
    view.x = Number(first.getAttribute("x")) - view.width / 2;
    view.y = Number(first.getAttribute("y")) - view.height / 2;
    look();
  }
  for (const node of document.querySelectorAll(".node")) node.setAttribute("opacity", near.has(Number(node.dataset.node)) ? 1 : 0.15);
  for (const edge of document.querySelectorAll("[data-edge]")) {
    const [from, to] = edge.dataset.edge.split(" ").map(Number);
    edge.setAttribute("opacity", hit[from] || hit[to] ? 1 : 0.1);
  }
}

// ---- The picture as a file

$("export").addEventListener("click", () => {
  const svg = $("graph").firstElementChild.cloneNode(true);
  svg.setAttribute("viewBox", `-10 -10 ${Number(svg.dataset.width) + 20} ${Number(svg.dataset.height) + 20}`);
  svg.setAttribute("width", svg.dataset.width);
  svg.setAttribute("height", svg.dataset.height);
  const text = new XMLSerializer().serializeToString(svg);
  if (editor) return editor.postMessage({ svg: text });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  link.download = "architecture.svg";
  link.click();
});

function choose() {
  const kept = $("which").value;
  $("which").replaceChildren(...data.pictures.map((picture, i) => new Option(picture.environment ? `${picture.app}-${picture.environment}` : picture.app, i)));
  $("which").hidden = data.pictures.length < 2;
  if (kept !== "" && kept < data.pictures.length) $("which").value = kept;
}
for (const id of ["which", "references", "permissions"]) $(id).addEventListener("change", show);
$("filter").addEventListener("input", find);
$("fit").addEventListener("click", fit);
addEventListener("message", ({ data: told }) => {
  if (told.data) { data = told.data; choose(); void show(); }
  $("problem").textContent = told.problem ?? "";
});
choose();
void show();
editor?.postMessage({ ready: true });
