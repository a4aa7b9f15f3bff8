// As the documentation's first example: viewer, datagrid and default theme, and one small table drawn.
import { ready } from "./shared/page.js";
import { PACKAGES, engine } from "./shared/perspective-engine.js";

const MODELS = 12;
const csv = ["model,value", ...Array.from({ length: 1000 }, (_, row) => `m${row % MODELS},${row * 1.5}`)].join("\n");

document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${PACKAGES}viewer/dist/css/pro.css` }));
const viewer = document.createElement("perspective-viewer");
viewer.style.cssText = "position: absolute; inset: 0";
document.body.append(viewer);
const [perspective] = await Promise.all([
  engine(),
  import(`${PACKAGES}viewer/dist/cdn/perspective-viewer.js`),
  import(`${PACKAGES}viewer-datagrid/dist/cdn/perspective-viewer-datagrid.js`),
]);
const client = await perspective.worker();
await viewer.load(await client.table(csv));
await viewer.restore({ plugin: "Datagrid", group_by: ["model"], columns: ["value"] });
await viewer.flush();
ready();
