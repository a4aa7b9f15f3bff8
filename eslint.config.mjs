// The rules for the page's own JavaScript and for that of the build and the benchmarks.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/node_modules/", "dist/", "target/", "benches/peers/build/"] },
  js.configs.recommended,
  { files: ["scripts/*.mjs", "*.mjs"], languageOptions: { globals: globals.node } },
  { files: ["src/browser/js/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["src/browser/js/{reader,silence,worker}.js"], languageOptions: { globals: globals.worker } },
  { files: ["src/browser/js/service-worker.js"], languageOptions: { globals: globals.serviceworker, sourceType: "script" } },
  { files: ["benches/peers/**/*.{js,mjs}"], languageOptions: { globals: { ...globals.browser, ...globals.node } } },
];
