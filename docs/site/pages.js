// SPDX-License-Identifier: Apache-2.0
// Gathers what the site shows into target/pages: docs as it is, and the pages beside the README.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const pages = join(import.meta.dirname, "target", "pages");
rmSync(pages, { recursive: true, force: true });
mkdirSync(pages, { recursive: true });
for (const entry of readdirSync(join(root, "docs"))) {
  if (entry !== "site") cpSync(join(root, "docs", entry), join(pages, entry), { recursive: true });
}
for (const name of ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md"]) {
  cpSync(join(root, name), join(pages, name));
}
cpSync(join(root, "editors", "README.md"), join(pages, "editors.md"));

// what the repository has beside docs is one folder nearer here, and docs is no folder at all
for (const entry of readdirSync(pages, { recursive: true })) {
  if (!entry.endsWith(".md")) continue;
  const file = join(pages, entry);
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text
      .replace(/\]\((\.\.\/)+(ARCHITECTURE|CHANGELOG|CONTRIBUTING)\.md/g, "](/$2.md")
      .replace(/\]\((\.\.\/)+editors\/README\.md/g, "](/editors.md")
      .replace(/\]\((\.\.\/)*docs\//g, "](/")
      // only a clone has the files of examples and editors
      .replace(/\[`?([^\]`]*)`?\]\(((\.\.\/)+examples|vscode|vim)[^)]*\)/g, "`$1`"),
  );
}
