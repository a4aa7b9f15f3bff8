// Outturn and other tools that compute the same in a browser, measured side by side: see README.md.
import { existsSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { visit, weighed } from "./browser.mjs";
import { buildPages } from "./build.mjs";
import { ROWS, predictions } from "./data.mjs";
import { differences, reference } from "./reference.mjs";
import { computing, starting } from "./report.mjs";
import { serve } from "./server.mjs";
import { TOOLS } from "./tools.mjs";

const HERE = import.meta.dirname;
const { values: options } = parseArgs({
  options: {
    task: { type: "string", default: "t1,t4" },
    size: { type: "string", default: "1m" },
    reps: { type: "string", default: "5" },
    peers: { type: "string" },
    ours: { type: "string", default: join(HERE, "../../dist") },
  },
});
const tasks = chosen("task", Object.keys(TOOLS), options.task);
const names = chosen("peers", [...new Set(Object.values(TOOLS).flat().map(({ name }) => name))], options.peers);
const [size] = chosen("size", Object.keys(ROWS), options.size);
const reps = Number(options.reps);
if (!Number.isInteger(reps) || reps < 1) fail("--reps takes a whole number from 1.");
const ours = resolve(options.ours);
const built = existsSync(join(ours, "index.html"));
if (names.includes("outturn") && !built) fail(`${ours} holds no page; run scripts/build, or name one with --ours.`);

function chosen(option, known, text = known.join()) {
  const unknown = text.split(",").find((name) => !known.includes(name));
  if (unknown !== undefined) fail(`--${option} knows ${known.join(", ")}; not "${unknown}".`);
  return text.split(",");
}

function fail(sentence) {
  console.error(sentence);
  process.exit(2);
}

let failed = false;
let files; // what the page being visited loads

// Samples of all tools in turn, beginning with another one in each round, so that what else the machine does meets all alike.
async function sampled(task, sample) {
  const results = TOOLS[task].filter(({ name }) => names.includes(name)).map((tool) => ({ tool, samples: [], files: new Set() }));
  for (let rep = 0; rep < reps; rep++) {
    for (const result of [...results.slice(rep % results.length), ...results.slice(0, rep % results.length)]) {
      files = result.files;
      let outcome;
      try {
        result.samples.push(await sample(result));
        outcome = `${result.samples.at(-1).ms.toFixed(0)} ms`;
      } catch ({ message }) {
        result.error = outcome = message.replace(/\s+/g, " ").slice(0, 200);
      }
      console.error(`${task} ${rep + 1}/${reps} ${result.tool.label}: ${outcome}`);
    }
  }
  failed ||= results.some(({ tool, differences, error }) => tool.name === "outturn" && (differences || error));
  return results;
}

const address = ({ page }) => (page ? `${others.origin}/${page}.html` : `${outturn.origin}/`);

async function computed(file) {
  const expected = await reference(file);
  const results = await sampled("t1", (result) =>
    visit(address(result.tool), async (page) => {
      let answer;
      const sample = await weighed(page, async () => {
        const done = await result.tool.compute(page, file);
        answer = done.answer;
        return done.times;
      });
      result.differences ||= differences(await answer(), expected, result.tool.lacks);
      return sample;
    }),
  );
  return computing(results, file);
}

async function started(cache) {
  const results = await sampled("t4", ({ tool }) => visit(address(tool), async (_, ms) => ({ ms })));
  return starting(results, cache);
}

const served = (file) => files.add(file);
const file = predictions(size);
const outturn = await serve([["/", ours]], served);
const others = await serve([["/node_modules/", join(HERE, "node_modules")], ["/", await buildPages()]], served);
if (tasks.includes("t1")) {
  console.log(`Figures of a predictions log of ${ROWS[size].toLocaleString("en")} rows, medians of ${reps}:\n\n${await computed(file)}\n`);
}
if (tasks.includes("t4")) console.log(`From navigation to usable, medians of ${reps}:\n\n${await started(dirname(file))}\n`);
console.log(`${cpus()[0].model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)} at the end; Node ${process.version}.`);
outturn.close();
others.close();
process.exitCode = failed ? 1 : 0;
