// The entry of every thread behind the page. They all run this script; a thread's name says what it does. The worker, which computes,
// starts a "reader" and a "helper", a second worker; the helper starts a reader of its own.
//
// The build bundles this with its imports into one script, since nothing can be loaded where it runs. The page sends the compiled
// program, and a port through which its parts come.
import { Thread } from "./silence.js"; // before anything else
import init from "program.js";
import { setSource, throughPort } from "./parts.js";
import { readAhead } from "./reader.js";

// Starts another thread of this script. If it is lost, this thread does its work itself.
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
  // The lock is released when this thread ends, however it ends; that is how the page knows.
  if (self.name !== "helper") navigator.locks?.request(self.name, () => new Promise(() => {}));
  self.reader = startThread("reader");
  self.onmessage = async ({ data: program, ports: [parts] }) => {
    setSource(throughPort(parts));
    await init({ module_or_path: program });
    if (self.name === "helper") return;
    const helper = startThread("helper");
    if (!helper) return;
    // Its first message says that it is ready.
    helper.onmessage = () => { self.helper = helper; };
    helper.postMessage(program, [self.outturnPartsPort()]);
  };
}
