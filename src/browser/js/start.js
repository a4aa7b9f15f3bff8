// Starts the page: the program is fetched from where the page preloads it, and compiled while it arrives.
import init from "program.js";

// The browser's storage and locks take a while to wake in a browser that has just started. They do so while the program is compiled, which
// asks for them first of all; what they answer is of no interest here.
window.indexedDB?.databases?.().catch(() => {});
navigator.locks?.query().catch(() => {});

await init({ module_or_path: document.querySelector("link[type='application/wasm']").href });
