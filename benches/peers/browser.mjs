// One measured page: a fresh browser with an empty profile, and what its renderer took of memory and processor (Linux: /proc).
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const TICK = 10; // milliseconds of processor time in which Linux counts
const SETTLING = 3000; // milliseconds
const TIMEOUT = 120_000;

const NAMES = [process.env.CHROME, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"].filter(Boolean);

function findProgram() {
  for (const name of NAMES) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // the next one
    }
  }
  throw new Error("No Chromium found. Install one, or name it in CHROME.");
}

// Opens `url` and hands `use` the page, once it says that it is ready, with the milliseconds from navigation until then.
export async function visit(url, use) {
  const profile = mkdtempSync(join(tmpdir(), "outturn-peers-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findProgram(),
    chromiumSandbox: process.getuid() !== 0, // root has no sandbox
    args: ["--disable-gpu"],
    viewport: { width: 1280, height: 800 },
  });
  try {
    const page = context.pages()[0];
    const faults = [];
    page.on("pageerror", ({ message }) => faults.push(message));
    page.setDefaultTimeout(TIMEOUT);
    await page.addInitScript({ path: join(import.meta.dirname, "probe.js") });
    await page.goto(url, { waitUntil: "commit" });
    const started = await page.waitForFunction(() => window.probe.ready).catch((error) => {
      throw new Error([error.message, ...faults].join("; "));
    });
    return await use(page, await started.jsonValue());
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

// Chooses the file, and gives what `measuring` makes of the clocks of probe.js: it runs in the page, from before the choosing on.
export async function timed(page, file, measuring) {
  const late = page.waitForTimeout(TIMEOUT).then(() => {
    throw new Error(`Not done after ${TIMEOUT / 1000} s.`);
  });
  late.catch(() => {}); // the page is closed long before
  const measured = Promise.race([page.evaluate(measuring), late]);
  const [times] = await Promise.all([measured, page.setInputFiles("input[type=file]", file)]);
  return times;
}

// What `work` took of the page's renderer (page, workers and WebAssembly together), read once the page has settled: bytes of memory at
// the peak and at the end, both beyond what it held before, milliseconds of processor time, and the longest block of the page.
export async function weighed(page, work) {
  await page.waitForTimeout(250); // the start's last work is not this one's
  const session = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  for (const id of renderers) writeFileSync(`/proc/${id}/clear_refs`, "5"); // the peak counts anew
  const before = renderers.map(usage);
  const times = await work();
  await page.waitForTimeout(SETTLING);
  const block = await page.evaluate(() => window.probe.block);
  const taken = renderers.map(usage).map(({ peak, held, processor }, at) => ({
    peak: peak - before[at].held,
    settled: held - before[at].held,
    processor: processor - before[at].processor,
  }));
  return { ...times, block, ...taken.sort((a, b) => b.peak - a.peak)[0] }; // a spare renderer does nothing
}

function usage(id) {
  const status = readFileSync(`/proc/${id}/status`, "utf8");
  const bytes = (key) => 1024 * Number(status.match(new RegExp(`${key}:\\s+(\\d+) kB`))[1]);
  const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" ");
  return { peak: bytes("VmHWM"), held: bytes("VmRSS"), processor: TICK * (Number(fields[11]) + Number(fields[12])) };
}
