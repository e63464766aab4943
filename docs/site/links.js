// SPDX-License-Identifier: Apache-2.0
// Fails where a link or a picture of the built site leads nowhere, or to a heading that is not there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const site = join(import.meta.dirname, "target", "site");
const pages = readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html"));
const ids = new Map(
  pages.map((page) => {
    const text = readFileSync(join(site, page), "utf8");
    return [page, new Set([...text.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]))];
  }),
);

const wrong = [];
let links = 0;
for (const page of pages) {
  for (const [, link] of readFileSync(join(site, page), "utf8").matchAll(/ (?:href|src)="([^"]+)"/g)) {
    const url = new URL(link, `http://site/${page}`);
    if (url.host !== "site") continue;
    links++;
    let file = decodeURIComponent(url.pathname).slice(1);
    if (file === "" || file.endsWith("/")) file += "index.html";
    const heading = decodeURIComponent(url.hash.slice(1));
    if (!existsSync(join(site, file)) || (heading && !ids.get(file)?.has(heading))) wrong.push(`${page}: ${link}`);
  }
}
console.log(`${links} links on ${pages.length} pages`);
if (wrong.length > 0) {
  console.error(`these lead nowhere:\n${wrong.join("\n")}`);
  process.exit(1);
}
