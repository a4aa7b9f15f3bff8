// What is measured: for each task the tools, their page among pages/ (Outturn brings its own), and how they are driven.
import { timed } from "./browser.mjs";
import * as outturn from "./outturn.mjs";

// Chooses the file on a page of pages/, which computes everything at once.
async function compute(page, file) {
  const ms = await timed(page, file, () => window.probe.clock("change"));
  return { times: { ms }, answer: () => page.evaluate(() => window.answer) };
}

export const TOOLS = {
  t1: [
    { name: "outturn", label: "Outturn", where: "worker", compute: outturn.compute },
    { name: "udsv", label: "uDSV 0.7", where: "worker", page: "udsv", compute },
    { name: "duckdb", label: "DuckDB-WASM 1.32", where: "worker", page: "duckdb", compute },
    { name: "papaparse", label: "PapaParse 5.7", where: "page", page: "papaparse", compute },
    { name: "arquero", label: "Arquero 8.0", where: "page", page: "arquero", compute },
    { name: "perspective", label: "Perspective 5.5", where: "worker", page: "perspective", compute, lacks: ["p95", "p99"] },
  ],
  t4: [
    { name: "blank", label: "a blank page", page: "start-blank", floor: true },
    { name: "outturn", label: "Outturn" },
    { name: "perspective", label: "Perspective 5.5", page: "start-perspective" },
    { name: "duckdb", label: "DuckDB-WASM 1.32", page: "start-duckdb" },
  ],
};
