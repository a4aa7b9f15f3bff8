// Outturn, driven only through what docs/automation.md names.
import { readFileSync } from "node:fs";
import { timed } from "./browser.mjs";

const FIGURES = ["error_rate", "latency_p50", "latency_p95", "latency_p99", "model_accuracy", "cost_per_prediction"];
const inUnitsOfTheFile = (figure, value) => (figure.startsWith("latency") ? 1000 * value : value); // seconds to milliseconds

// The text of the file that `action` has the page download.
async function saved(page, action) {
  const [download, result] = await Promise.all([page.waitForEvent("download"), action()]);
  return [readFileSync(await download.path(), "utf8"), result];
}

// Runs in the page, so that no time passes between the figures on the page and the click for those by day and model.
async function loadAndRollUp() {
  const load = await window.probe.clock("change");
  const rollUp = window.probe.clock("click");
  const buttons = [...document.querySelectorAll("button")];
  buttons.find((button) => /rolled up by day \(CSV\)/.test(button.ariaLabel ?? button.textContent)).click();
  return [load, await rollUp];
}

export async function compute(page, file) {
  const [csv, parts] = await saved(page, () => timed(page, file, loadAndRollUp));
  return { times: { ms: parts[0] + parts[1], parts }, answer: async () => ({ overall: await overall(page), groups: groups(csv) }) };
}

function groups(csv) {
  const [header, ...rows] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const columns = FIGURES.map((figure) => header.indexOf(figure));
  return rows.map((row) => [row[0], row[1], Number(row[2]), ...columns.map((at, i) => inUnitsOfTheFile(FIGURES[i], Number(row[at])))]);
}

async function overall(page) {
  const screen = (name) => page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name }).click();
  await screen("Scorecard");
  await page.getByRole("combobox", { name: "Period", exact: true }).selectOption({ label: "Everything loaded" });
  await screen("Report");
  const [json] = await saved(page, () => page.getByRole("button", { name: "Snapshot (JSON)" }).click());
  const snapshot = JSON.parse(json);
  const value = (figure) => snapshot.metrics.find(({ id }) => id === figure)?.value;
  return [snapshot.sources[0].rows_used, ...FIGURES.map((figure) => inUnitsOfTheFile(figure, value(figure)))];
}
