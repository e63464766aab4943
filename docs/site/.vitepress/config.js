// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..", "..");

// the grammar that editors highlight with, so that both show the same
const grammar = join(root, "editors", "vscode", "syntaxes", "nn.tmLanguage.json");
const nn = existsSync(grammar) ? [{ ...JSON.parse(readFileSync(grammar, "utf8")), name: "nn" }] : [];

const title = (path) => readFileSync(join(root, path), "utf8").match(/^# (.*)$/m)[1].replaceAll("`", "");
const chapters = readdirSync(join(root, "docs", "tutorial"))
  .filter((name) => /^\d\d-.*\.md$/.test(name))
  .sort()
  .map((name) => ({ text: title(`docs/tutorial/${name}`), link: `/tutorial/${name.slice(0, -3)}` }));
const pages = (...names) => names.map((name) => ({ text: title(`docs/${name}.md`), link: `/${name}` }));
const howto = readdirSync(join(root, "docs", "howto"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `howto/${name.slice(0, -3)}`);
const messages = readdirSync(join(root, "docs", "errors")).map((name) => `errors/${name.slice(0, -3)}`);

export default {
  title: "nn",
  description: "A small language for neural nets on the JVM",
  srcDir: "target/pages",
  outDir: "target/site",
  cacheDir: "target/cache",
  cleanUrls: false,
  markdown: { languages: nn, languageAlias: nn.length ? {} : { nn: "python" } },
  themeConfig: {
    search: { provider: "local" },
    outline: "deep",
    nav: [
      { text: "Tutorial", link: "/tutorial/" },
      { text: "Language", link: "/language" },
      { text: "Functions", link: "/functions" },
      { text: "In Java", link: "/embedding" },
    ],
    sidebar: [
      { text: "From zero to GPT", link: "/tutorial/", items: chapters },
      { text: "How to", items: pages(...howto, "cluster") },
      {
        text: "Reference",
        items: [
          ...pages("language", "functions", "ops", "commands", "prompt", "embedding", "export", "nd4j", "scripts", "errors"),
          { text: "Kinds of messages", collapsed: true, items: pages(...messages) },
          { text: "Editors", link: "/editors" },
        ],
      },
      { text: "Explanation", items: pages("plan", "generation", "engines", "performance") },
      {
        text: "Working on nn",
        items: [
          { text: "Architecture", link: "/ARCHITECTURE" },
          { text: "Contributing", link: "/CONTRIBUTING" },
          { text: "Changes", link: "/CHANGELOG" },
          ...pages("release"),
        ],
      },
    ],
  },
};
