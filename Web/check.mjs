// Runs the embedded general network in a WebAssembly module on one picture and compares the mask.
//
//   node Web/check.mjs MODULE
//
// With ../shared beside the project a picture and its mask are recorded ones (LiteRT's). A picture
// drawn here goes through the native command too, where that is built (bin/silhouette, or what
// SILHOUETTE names), and has to give the same mask twice.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { drawnPicture, largestDifference, load } from "./network.mjs";

const tolerance = 2e-4;
const project = dirname(dirname(fileURLToPath(import.meta.url)));
const native = process.env.SILHOUETTE ?? join(project, "bin", "silhouette");
const golden = join(project, "..", "shared", "data", "golden", "tensors");

/// The numbers of a NumPy file, version 1: magic, header length, header, data.
function readNumpy(path) {
  const file = readFileSync(path);
  const start = 10 + file.readUInt16LE(8);
  const header = file.toString("latin1", 10, start);
  const bytes = file.buffer.slice(file.byteOffset + start, file.byteOffset + file.length);
  if (header.includes("'<f4'")) return new Float32Array(bytes);
  if (header.includes("'|u1'")) return new Uint8Array(bytes);
  throw new Error(`${path}: unexpected type in ${header}`);
}

function writeNumpy(path, numbers, shape) {
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`;
  const header = dictionary.padEnd(117) + "\n";
  const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0]);
  writeFileSync(path, Buffer.concat([start, Buffer.from(header), Buffer.from(numbers.buffer)]));
}

/// The native command's mask of the same picture.
function nativeMask(picture) {
  const folder = mkdtempSync(join(tmpdir(), "silhouette-"));
  try {
    const [input, output] = [join(folder, "input.npy"), join(folder, "output.npy")];
    writeNumpy(input, picture, [1, 256, 256, 3]);
    const model = join(project, "Sources", "CSilhouetteModels", "selfie_segmenter.tflite");
    execFileSync(native, ["run", model, "--input", input, "-o", output]);
    return readNumpy(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function check(isRight, message) {
  if (!isRight) {
    console.error(`wasm: ${message}`);
    process.exit(1);
  }
  console.log(`wasm: ${message}`);
}

const network = await load(process.argv[2]);
if (existsSync(golden)) {
  const picture = Float32Array.from(
    readNumpy(join(golden, "inputs", "256x256_a.u8.npy")), (value) => value / 255);
  const expected = readNumpy(join(golden, "outputs", "selfie_segmenter_a.ref.f32.npy"));
  const difference = largestDifference(network.run(picture), expected);
  check(difference <= tolerance, `recorded mask, largest difference ${difference.toExponential(2)}`);
}
const picture = drawnPicture(network.inputCount);
const first = network.run(picture);
const started = performance.now();
const second = network.run(picture);
const milliseconds = (performance.now() - started).toFixed(1);
check(largestDifference(first, second) === 0, `drawn picture, the same twice (${milliseconds} ms)`);
check(first.every((value) => value >= 0 && value <= 1), "every number is a probability");
if (existsSync(native)) {
  const difference = largestDifference(first, nativeMask(picture));
  check(difference <= tolerance, `native mask, largest difference ${difference.toExponential(2)}`);
}
