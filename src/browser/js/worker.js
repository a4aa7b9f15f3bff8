// The start of each thread behind the page. All run this one script, each the part that its name says: the worker, which computes, has
// a "reader" and a "spare" one of itself; the spare one has a reader too.
//
// The build makes one script of this and all that it imports, since nothing can be loaded where it runs. The program comes from the
// page, compiled.
import { Thread } from "./silence.js"; // before anything else
import init from "program.js";
import { readAhead } from "./reader.js";

// Starts another thread of this script. What a thread that is lost was for, this one does by itself.
function startThread(name) {
  if (!Thread) return undefined;
  try {
    const thread = new Thread(self.location.href, { type: "module", name });
    thread.onerror = () => { self[name] = undefined; };
    return thread;
  } catch {
    return undefined;
  }
}

// Starts a program that is loaded on demand; the page has said where its script is.
self.startProgram = (script) => new Thread(script, { type: "module" });

if (self.name === "reader") {
  self.onmessage = readAhead;
} else {
  // A lock that goes with this thread, however it ends: the page waits for it.
  if (self.name !== "spare") navigator.locks?.request(self.name, () => new Promise(() => {}));
  self.reader = startThread("reader");
  self.onmessage = async ({ data: program }) => {
    await init({ module_or_path: program });
    if (self.name === "spare") return;
    const spare = startThread("spare");
    if (!spare) return;
    // It counts as there from its first message on.
    spare.onmessage = () => { self.spare = spare; };
    spare.postMessage(program);
  };
}
