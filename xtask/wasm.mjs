// node xtask/wasm.mjs SHELL.wasm REQUEST: hands the request to the wasm shell and prints its answer, both JSON.
import { readFile } from "node:fs/promises";

const [, , path, request] = process.argv;
const { instance } = await WebAssembly.instantiate(await readFile(path), {});
const { memory, alloc, free, run } = instance.exports;

const text = new TextEncoder().encode(request);
const given = alloc(text.length);
new Uint8Array(memory.buffer, given, text.length).set(text);
const answer = run(given, text.length);
free(given, text.length);

// The answer is its length, four bytes, and then its text. Views are made anew: memory may have grown.
const length = new DataView(memory.buffer).getUint32(answer, true);
process.stdout.write(Buffer.from(new Uint8Array(memory.buffer, answer + 4, length)));
free(answer, length + 4);
