import { serveFile } from "./shared/page.js";

const worker = new Worker("./udsv.worker.js", { type: "module" });
const answer = () =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });

serveFile((file) => {
  worker.postMessage(file);
  return answer();
}, answer);
