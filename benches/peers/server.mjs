// Folders on a port of this machine, as a plain static host serves them: no headers but the type.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };

// Serves each folder under its prefix, the longest prefix first. `served` is told of every file that goes out.
export async function serve(folders, served) {
  const find = (path) => {
    const [prefix, folder] = folders.find(([prefix]) => path.startsWith(prefix));
    return join(folder, normalize(`/${path.slice(prefix.length) || "index.html"}`));
  };
  const server = createServer(({ url }, response) => {
    const file = find(new URL(url, "http://127.0.0.1").pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    served(file);
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
