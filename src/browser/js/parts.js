// Parts that are split off the program. The page fetches them; any other thread gets them, compiled already, through a port from the thread
// that started it.
const parts = {};
let get;

// Sets how this thread gets a part.
export const setSource = (source) => { get = source; };

// A part, compiled. One that could not be had is asked for anew the next time. The script that loads parts calls it.
self.outturnPart = (name) => (parts[name] ??= get(name).catch((error) => {
  delete parts[name];
  throw error;
}));

// A port through which a thread that is started here gets its parts.
self.outturnPartsPort = () => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = async ({ data: name }) => {
    const part = await self.outturnPart(name).catch(() => undefined); // the thread that fetches it has said why, on the console
    port1.postMessage([name, part]);
  };
  return port2;
};

// Parts that come through such a port.
export function throughPort(port) {
  const asked = {};
  port.onmessage = ({ data: [name, part] }) => {
    if (part) asked[name].resolve(part);
    else asked[name].reject(new Error(`${name} could not be loaded`));
  };
  return (name) => new Promise((resolve, reject) => {
    asked[name] = { resolve, reject };
    port.postMessage(name);
  });
}
