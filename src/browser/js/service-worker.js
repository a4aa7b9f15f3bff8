// Keeps one build of the page in the browser, whole, so that the page also opens without a network.
//
// A build is installed when every file of it has arrived with the bytes that the list says, and never in part. Pages are then served
// from it alone: builds are not mixed. A newer build is installed beside it and waits until no tab shows the older one, or until a
// page asks for it; then all tabs load anew, and the older build is deleted.

// The build writes its name and the SHA-256 of every file here (scripts/list-build.mjs).
const BUILD = { name: "", files: {} };

const PAGE = "index.html";
// The page's folder is in the name: other sites of the same host share this storage.
const ALL_BUILDS = `outturn ${registration.scope} `;
const THIS_BUILD = ALL_BUILDS + BUILD.name;

const addressOf = (file) => new URL(file, registration.scope).href;
const ADDRESSES = new Set(Object.keys(BUILD.files).map(addressOf));

async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What the browser's HTTP cache has will do where it is the right one; else the host is asked.
async function verified(file) {
  for (const cache of ["default", "reload"]) {
    const response = await fetch(addressOf(file), { cache });
    const bytes = await response.arrayBuffer();
    // A response of our own: one that was redirected may not answer a navigation.
    if (response.ok && (await sha256(bytes)) === BUILD.files[file]) return new Response(bytes, { headers: response.headers });
  }
  throw new Error(`${file} is not the one of this build`);
}

// After a failure the browser tries again later, and goes on with what is here already: it has been verified.
async function install() {
  const kept = await caches.open(THIS_BUILD);
  const keep = async (file) => {
    const address = addressOf(file);
    if (!(await kept.match(address))) await kept.put(address, await verified(file));
  };
  await Promise.all(Object.keys(BUILD.files).map(keep));
}

// Pages that the host has served are taken on as well: while one of them is open, a newer build waits for it.
async function activate() {
  await deleteOtherBuilds();
  await clients.claim();
}

async function deleteOtherBuilds() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(ALL_BUILDS) && name !== THIS_BUILD);
  await Promise.all(others.map((name) => caches.delete(name)));
}

// The address of the build's file that a request is for.
function fileFor({ method, mode, url }) {
  if (method !== "GET") return undefined;
  const address = new URL(url);
  address.hash = "";
  if (mode === "navigate") address.search = "";
  if (mode === "navigate" && address.href === registration.scope) return addressOf(PAGE);
  return ADDRESSES.has(address.href) ? address.href : undefined;
}

async function answer(address, request) {
  const kept = await caches.open(THIS_BUILD);
  // Only a browser that has thrown away a part of the build asks the host: names with a hash lead to the same bytes there.
  return (await kept.match(address)) ?? fetch(request);
}

self.oninstall = (event) => event.waitUntil(install());
self.onactivate = (event) => event.waitUntil(activate());
self.onfetch = (event) => {
  const address = fileFor(event.request);
  if (address) event.respondWith(answer(address, event.request));
};
self.onmessage = ({ data, ports }) => {
  if (data === "which build") ports[0].postMessage(BUILD.name);
  if (data === "take over") self.skipWaiting();
};
