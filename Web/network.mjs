// The module from JavaScript, and a picture for it.
import { readFileSync } from "node:fs";

/// A head and shoulders of flat colours before a gradient.
export function drawnPicture(count) {
  const side = Math.sqrt(count / 3);
  return Float32Array.from({ length: count }, (_, index) => {
    const channel = index % 3;
    const x = (Math.floor(index / 3) % side) / side - 0.5;
    const y = Math.floor(index / 3 / side) / side;
    const isHead = (x / 0.14) ** 2 + ((y - 0.35) / 0.2) ** 2 < 1;
    const isBody = (x / 0.35) ** 2 + ((y - 1) / 0.42) ** 2 < 1;
    if (isHead) return [0.85, 0.65, 0.55][channel];
    return isBody ? [0.2, 0.25, 0.5][channel] : 0.5 + 0.4 * x;
  });
}

/// The embedded general network of a module.
export async function load(path) {
  const { instance } = await WebAssembly.instantiate(readFileSync(path), {});
  const { exports } = instance;
  if (exports.silhouette_load() !== 0) {
    const bytes = new Uint8Array(exports.memory.buffer, exports.silhouette_error_message());
    throw new Error(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))));
  }
  return {
    inputCount: exports.silhouette_input_count(),
    run(picture) {
      const { buffer } = exports.memory;
      new Float32Array(buffer, exports.silhouette_input(), picture.length).set(picture);
      exports.silhouette_run();
      const count = exports.silhouette_output_count();
      return new Float32Array(exports.memory.buffer, exports.silhouette_output(), count).slice();
    },
  };
}

export function largestDifference(a, b) {
  if (a.length !== b.length) throw new Error(`${a.length} numbers, expected ${b.length}`);
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index])), 0);
}
