// docs/ as a site: `make docs`. Nothing is written for the site alone.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { defineConfig } from "vitepress";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const docs = join(root, "docs");
const repository = process.env.SVCC_REPOSITORY ?? "https://github.com/svcc/svcc";
const require = createRequire(import.meta.url);
const grammar = JSON.parse(readFileSync(join(root, "editors/vscode/syntaxes/svc.tmLanguage.json"), "utf8"));

const icon = readFileSync(join(root, "editors/vscode/images/icon.svg"), "utf8");
const base = process.env.SITE_BASE ?? "/";
const playground = existsSync(join(root, "build/playground/index.html"));

const title = (file) => /^# (.+)$/m.exec(readFileSync(join(docs, file), "utf8"))[1].replaceAll("`", "");
const page = (file) => ({ text: title(file), link: `/${file.replace(/README\.md$/, "").replace(/\.md$/, "")}` });
const folder = (name) => readdirSync(join(docs, name)).filter((file) => file.endsWith(".md") && file !== "README.md").sort().map((file) => page(`${name}/${file}`));

// The side bar follows docs/README.md: a part of it, with the groups that its list names.
function part(heading) {
  const text = readFileSync(join(docs, "README.md"), "utf8").split(/^## /m).find((one) => one.startsWith(heading));
  const items = text.split(/^- /m).slice(1).map((item) => ({
    group: /^\*\*(.+?)\*\*:/.exec(item)?.[1],
    pages: [...item.matchAll(/\]\(([^)]+\.md)\)/g)].map((found) => found[1]).filter((file) => !file.startsWith("..")).map(page),
  }));
  return items.flatMap(({ group, pages }) => (group ? [{ text: group, items: pages }] : pages));
}

// Headings have the names that GitHub gives them, which the links of docs/ use.
const slugify = (text) => text.trim().toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, "").replaceAll(" ", "-");

// A whole program opens in the playground: the address holds it, as the playground's own do.
const opening = (program) => `${base}playground/index.html#p=${deflateRawSync(program).toString("base64url")}`;
function tries(md) {
  if (!playground) return;
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (...all) => {
    const [tokens, index] = all;
    const whole = tokens[index].info.trim() === "svc" && /^app /m.test(tokens[index].content) && !/^import "(?!std\/)/m.test(tokens[index].content);
    return fence(...all) + (whole ? `<p><a href="${opening(tokens[index].content)}" target="_self">Open in the playground</a></p>\n` : "");
  };
  const image = md.renderer.rules.image;
  md.renderer.rules.image = (...all) => {
    const [tokens, index] = all;
    if (!tokens[index].attrGet("src").endsWith("images/playground.png")) return image(...all);
    return `<iframe src="${base}playground/index.html" title="${tokens[index].content}" loading="lazy" style="width: 100%; height: 720px; border: 1px solid var(--vp-c-divider)"></iframe>`;
  };
}

// Links out of docs/ lead to the repository; comments are for the tests.
function links(md) {
  md.set({ html: false });
  md.core.ruler.before("normalize", "no-comments", (state) => {
    state.src = state.src.replace(/^<!--.*?-->\n/gms, "");
  });
  // Two braces would be a template of Vue.
  for (const rule of ["text", "code_inline"]) {
    const usual = md.renderer.rules[rule];
    md.renderer.rules[rule] = (...all) => usual(...all).replaceAll("{{", "&#123;&#123;");
  }
  const open = md.renderer.rules.link_open ?? ((tokens, index, options, _env, self) => self.renderToken(tokens, index, options));
  md.renderer.rules.link_open = (tokens, index, options, env, self) => {
    const href = tokens[index].attrGet("href");
    if (!/^([a-z]+:|#|\/)/.test(href)) {
      const target = resolve(docs, dirname(env.relativePath.replace(/index\.md$/, "README.md")), href.split("#")[0]);
      const within = relative(docs, target);
      if (within.startsWith("..") || !/(\.md|\/|^[^.]*)$/.test(within) || !target.endsWith(".md"))
        tokens[index].attrSet("href", `${repository}/blob/main/${relative(root, target)}`);
      else if (/(^|\/)README\.md$/.test(within))
        tokens[index].attrSet("href", `/${within.replace("README.md", "")}${/#.*/.exec(href)?.[0] ?? ""}`);
    }
    return open(tokens, index, options, env, self);
  };
}

export default defineConfig({
  title: "svcc",
  description: "A compiler for infrastructure on Amazon ECS",
  base,
  srcDir: "../docs",
  outDir: "../build/site",
  cacheDir: "../build/site-cache",
  rewrites: { "README.md": "index.md", "tutorial/README.md": "tutorial/index.md", "reference/README.md": "reference/index.md" },
  head: [["link", { rel: "icon", href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  markdown: { anchor: { slugify }, config: (md) => { links(md); tries(md); }, languages: [{ ...grammar, name: "svc" }] },
  // docs/ has no node_modules of its own.
  vite: { resolve: { alias: [{ find: /^vue$/, replacement: dirname(require.resolve("vue/package.json")) }, { find: /^vue\/server-renderer$/, replacement: join(dirname(require.resolve("vue/package.json")), "server-renderer") }] } },
  ignoreDeadLinks: [/playground/],
  themeConfig: {
    search: { provider: "local" },
    outline: "deep",
    nav: [
      { text: "Tutorial", link: "/tutorial/" },
      { text: "Reference", link: "/reference/" },
      { text: "Playground", link: "/playground/index.html", target: "_self" },
    ],
    sidebar: [
      { text: "Tutorial", items: [page("tutorial/README.md")] },
      { text: "Guides", items: part("Guides") },
      { text: "Reference", items: part("Reference") },
      { text: "Kinds", collapsed: true, items: folder("reference") },
      { text: "Explanation", items: part("Explanation") },
    ],
    socialLinks: [{ icon: "github", link: repository }],
  },
});
