// docs/ as a site: `make docs`. Nothing is written for the site alone.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const docs = join(root, "docs");
const repository = process.env.SVCC_REPOSITORY ?? "https://github.com/svcc/svcc";
const require = createRequire(import.meta.url);
const grammar = JSON.parse(readFileSync(join(root, "editors/vscode/syntaxes/svc.tmLanguage.json"), "utf8"));

const title = (file) => /^# (.+)$/m.exec(readFileSync(join(docs, file), "utf8"))[1].replaceAll("`", "");
const page = (file) => ({ text: title(file), link: `/${file.replace(/README\.md$/, "").replace(/\.md$/, "")}` });
const folder = (name) => readdirSync(join(docs, name)).filter((file) => file.endsWith(".md") && file !== "README.md").sort().map((file) => page(`${name}/${file}`));

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
    }
    return open(tokens, index, options, env, self);
  };
}

export default defineConfig({
  title: "svcc",
  description: "A compiler for infrastructure on Amazon ECS",
  base: process.env.SITE_BASE ?? "/",
  srcDir: "../docs",
  outDir: "../build/site",
  cacheDir: "../build/site-cache",
  rewrites: { "README.md": "index.md", "tutorial/README.md": "tutorial/index.md", "reference/README.md": "reference/index.md" },
  markdown: { config: links, languages: [{ ...grammar, name: "svc" }] },
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
      { text: "Guides", items: [page("first-deployment.md"), ...folder("guides"), page("ci.md"), page("deleting.md")] },
      { text: "Reference", items: [page("language.md"), page("cli.md"), page("svc-yaml.md"), page("output.md"), page("reference/README.md"), page("checks.md"), page("coverage.md"), page("limits.md"), page("lsp.md"), page("versions.md")] },
      { text: "Kinds", collapsed: true, items: folder("reference") },
      { text: "Explanation", items: [page("explanation/how-svcc-thinks.md"), page("blue-green.md"), page("changes.md"), page("explanation/proven.md"), page("explanation/comparison.md"), page("performance.md"), page("architecture.md")] },
    ],
    socialLinks: [{ icon: "github", link: repository }],
  },
});
