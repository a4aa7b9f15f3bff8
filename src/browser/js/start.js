// Starts the page: the program is fetched from where the page preloads it, and compiled while it arrives.
import init from "program.js";
import { setSource } from "./parts.js";

setSource((name) => WebAssembly.compileStreaming(fetch(document.querySelector(`meta[name=outturn-part-${name}]`).content)));

// A theme that was chosen is there before anything is shown (src/actions/choose_theme.rs).
try {
  const theme = localStorage.getItem("outturn-prefers:theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Without storage nothing was chosen.
}

// Storage and locks are slow to answer for the first time in a browser that has just started, and the program waits for both. Asked now, they
// get ready while it is compiled; the answers are not needed.
window.indexedDB?.databases?.().catch(() => {});
navigator.locks?.query().catch(() => {});

await init({ module_or_path: document.querySelector("link[type='application/wasm']").href });
