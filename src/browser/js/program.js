// The start of a program that is loaded on demand. It answers one question, and whoever asked ends it.
//
// The build makes one script of this and the program's own. The program comes from the page, compiled.
import "./silence.js"; // before anything else
import init, { answer } from "program.js";

self.onmessage = async ({ data }) => {
  const [program, name, question, ...beside] = data;
  const port = beside.pop();
  try {
    await init({ module_or_path: program });
    await answer(name, question, port, ...beside);
  } catch (error) {
    port.postMessage(String(error?.message ?? error));
  }
};
