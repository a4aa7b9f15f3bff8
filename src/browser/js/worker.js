// The start of each thread behind the page. All run this one script, each the part that its name says: the worker, which computes, has
// a "reader" and a "spare" one of itself; the spare one has a reader too.
//
// The script is whole: the build puts wasm-bindgen's code, silence.js and reader.js in front of this, so that nothing need be loaded
// here. The program comes from the page, compiled.

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

if (self.name === "reader") {
  self.onmessage = readAhead;
} else {
  // A lock that goes with this thread, however it ends: the page waits for it.
  if (self.name !== "spare") navigator.locks?.request(self.name, () => new Promise(() => {}));
  self.reader = startThread("reader");
  self.onmessage = async ({ data: program }) => {
    await __wbg_init({ module_or_path: program });
    if (self.name === "spare") return;
    const spare = startThread("spare");
    if (!spare) return;
    // It counts as there from its first message on.
    spare.onmessage = () => { self.spare = spare; };
    spare.postMessage(program);
  };
}
