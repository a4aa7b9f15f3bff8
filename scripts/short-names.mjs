// Shortens the names under which a wasm-bindgen program and its script know the browser's functions: `__wbg_addEventListener_847fd86b8c33ec43`.
// The hashes in them, which nothing can compress, are there twice for every function.

// A variable-length number of the WebAssembly format (LEB128), and where it ends.
function readNumber(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

function number(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

function readText(bytes, at) {
  const [length, begins] = readNumber(bytes, at);
  return [bytes.toString("utf8", begins, begins + length), begins + length];
}

const text = (value) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);

const IMPORTS = 2; // id of the section
const FUNCTION = 0; // kind of an import

// The import section with each function's name given by `rename`. Anything but functions is not expected and not understood.
function renamed(section, rename) {
  let [count, at] = readNumber(section, 0);
  const parts = [number(count)];
  for (; count > 0; count--) {
    let module, name;
    [module, at] = readText(section, at);
    [name, at] = readText(section, at);
    if (section[at] !== FUNCTION) throw new Error(`the import ${name} is no function`);
    const [type, end] = readNumber(section, at + 1);
    parts.push(text(module), text(rename(name)), Buffer.from([FUNCTION]), number(type));
    at = end;
  }
  return Buffer.concat(parts);
}

// The program and its script, both with short names.
export function withShortNames(wasm, script) {
  const short = new Map();
  const rename = (name) => {
    if (!short.has(name)) short.set(name, `f${short.size}`);
    return short.get(name);
  };
  const sections = [wasm.subarray(0, 8)];
  for (let at = 8; at < wasm.length; ) {
    const id = wasm[at];
    const [length, begins] = readNumber(wasm, at + 1);
    const whole = wasm.subarray(begins, begins + length);
    const body = id === IMPORTS ? renamed(whole, rename) : whole;
    sections.push(Buffer.from([id]), number(body.length), body);
    at = begins + length;
  }
  const shortened = script.replace(/^( +)(__wb\w+)(?=: function\b)/gm, (line, indent, name) => (short.has(name) ? indent + short.get(name) : line));
  for (const [name, to] of short) {
    if (!new RegExp(`^ +${to}: function\\b`, "m").test(shortened)) throw new Error(`the script gives the program no ${name}`);
  }
  return [Buffer.concat(sections), shortened];
}
