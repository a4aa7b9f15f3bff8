// Starts the page: the program is fetched from where the page preloads it, and compiled while it arrives.
import init from "program.js";

await init({ module_or_path: document.querySelector("link[type='application/wasm']").href });
