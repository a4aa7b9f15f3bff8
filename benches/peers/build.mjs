// Makes build/ from pages/: what the other tools' pages load, each with a document around it.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

export async function buildPages() {
  const [pages, outdir] = ["pages", "build"].map((folder) => join(import.meta.dirname, folder));
  rmSync(outdir, { recursive: true, force: true });
  const entryPoints = readdirSync(pages).filter((name) => name.endsWith(".js")).map((name) => join(pages, name));
  await build({ entryPoints, outdir, bundle: true, format: "esm", target: "es2022", minify: true, logLevel: "error" });
  for (const script of readdirSync(outdir)) {
    const html = `<!doctype html><meta charset="utf-8"><title>${script}</title><link rel="icon" href="data:,">
<body><script type="module" src="./${script}"></script></body>\n`;
    writeFileSync(join(outdir, script.replace(/\.js$/, ".html")), html);
  }
  return outdir;
}
