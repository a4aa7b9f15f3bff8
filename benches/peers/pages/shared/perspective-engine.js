export const PACKAGES = new URL("./node_modules/@perspective-dev/", location.href).href;

// Perspective with its 32-bit engine, which is faster than the 64-bit one that it takes by itself.
export async function engine() {
  const { default: perspective } = await import(`${PACKAGES}client/dist/cdn/perspective.js`);
  perspective.init_server(fetch(`${PACKAGES}server/dist/wasm/perspective-server.wasm`));
  return perspective;
}
