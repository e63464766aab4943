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
const howto = readdirSync(join(root, "docs", "howto"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ text: title(`docs/howto/${name}`), link: `/howto/${name.slice(0, -3)}` }));
const reference = ["language", "functions", "errors", "ops"].map((name) => ({ text: title(`docs/${name}.md`), link: `/${name}` }));
const more = ["commands", "scripts", "embedding", "export", "generation", "nd4j", "cluster", "performance", "prompt", "release"]
  .filter((name) => existsSync(join(root, "docs", `${name}.md`)))
  .map((name) => ({ text: title(`docs/${name}.md`), link: `/${name}` }));

export default {
  title: "nn",
  description: "A small language for neural nets on the JVM",
  srcDir: "target/pages",
  outDir: "target/site",
  cacheDir: "target/cache",
  cleanUrls: false,
  markdown: { languages: nn, languageAlias: nn.length ? {} : { nn: "python" } },
  // files of the repository that are no pages
  ignoreDeadLinks: [/\/(scripts|examples|src|grammar)\//, /LICENSE/, /README/],
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
      { text: "How to", items: howto },
      { text: "Reference", items: reference },
      { text: "More", items: more },
    ],
  },
};
