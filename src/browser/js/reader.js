// The thread called "reader": reads files ahead of the thread that makes tables of them, which cannot fetch the next bytes while it
// computes.
//
// Each question brings the port for its answer: pieces in order, then null, or the sentence of what went wrong. Every piece's buffer
// comes back once its bytes are taken, to be filled again: so few are under way, and none is left to be collected. A stream into
// buffers of ours is the fastest way to a file's bytes; not every browser has it.
const PIECE = 1 << 20, AHEAD = 2;

const post = (port, bytes) => port.postMessage(bytes, [bytes]);

// Frees a buffer at once: transferred to a closed port, it is detached.
const away = (bytes) => {
  if (!bytes) return;
  const { port1, port2 } = new MessageChannel();
  port2.close();
  post(port1, bytes);
};

export async function readAhead({ data: [file, port] }) {
  const free = [];
  let more;
  let give = (buffer) => { free.push(buffer); more?.(); };
  const take = async () => {
    while (free.length === 0) await new Promise((given) => { more = given; });
    return free.pop();
  };
  port.onmessage = ({ data }) => give(data);
  const send = (bytes) => post(port, bytes);
  const slices = async () => {
    for (let at = 0; at < file.size; at += PIECE) {
      away(await take());
      send(await file.slice(at, at + PIECE).arrayBuffer());
    }
  };
  const fill = async (stream) => {
    for (let ended = false; !ended; ) {
      let bytes = await take(), filled = 0;
      while (filled < bytes.byteLength && !ended) {
        const { value, done } = await stream.read(new Uint8Array(bytes, filled));
        ended = done;
        if (value) [bytes, filled] = [value.buffer, filled + value.byteLength];
      }
      if (filled === bytes.byteLength) send(bytes);
      else {
        if (filled) send(bytes.slice(0, filled));
        away(bytes);
      }
    }
  };
  try {
    let stream;
    try {
      stream = file.stream().getReader({ mode: "byob" });
    } catch {
      // read slice by slice
    }
    for (let n = 0; n < AHEAD; n++) give(stream && new ArrayBuffer(Math.min(PIECE, file.size + 1)));
    await (stream ? fill(stream) : slices());
    port.postMessage(null);
    give = away;
    free.forEach(give);
  } catch (error) {
    port.postMessage(String(error?.message ?? error));
  }
}
