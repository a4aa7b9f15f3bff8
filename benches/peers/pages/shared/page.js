// What the pages of the other tools have in common. They say on `<html data-busy>` what Outturn's page says there, so that the one clock of
// probe.js serves all: "false" when a file may come, "true" from its choosing on, "false" when its figures are computed.

const { dataset } = document.documentElement;

// Shows a file input and hands the chosen file to `compute`. What that gives is left for the benchmark to read.
export async function serveFile(compute, start = async () => {}) {
  const input = Object.assign(document.createElement("input"), { type: "file" });
  input.addEventListener("change", async () => {
    dataset.busy = "true";
    window.answer = await compute(input.files[0]).catch((error) => ({ error: String(error) }));
    dataset.busy = "false";
  });
  await start();
  document.body.append(input);
  ready();
}

export const ready = () => (dataset.busy = "false");
