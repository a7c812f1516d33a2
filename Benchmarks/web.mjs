// Times the general network in turns: our module, and ONNX Runtime's.
//
//   node Benchmarks/web.mjs MODULE FOLDER-OF-ONNX-RUNTIME MODEL.onnx
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { drawnPicture, largestDifference, load } from "../Web/network.mjs";

const [warmUps, rounds, runsInTurn] = [3, 15, 5];
const tolerance = 1e-3;

/// A network of one input and one output, through the C interface that its JavaScript wraps.
async function loadOnnxRuntime(folder, model, shape) {
  const name = join(folder, "ort-wasm-simd-threaded.jsep");
  const { default: start } = await import(pathToFileURL(`${name}.mjs`));
  const wasm = await start({ wasmBinary: readFileSync(`${name}.wasm`), numThreads: 1 });
  const cells = wasm._malloc(64);
  const pointer = (address) => wasm.getValue(address, "*");

  function check(isRight) {
    if (isRight) return;
    wasm._OrtGetLastError(cells, cells + 4);
    throw new Error(`ONNX Runtime: ${wasm.UTF8ToString(pointer(cells + 4))}`);
  }

  check(wasm._OrtInit(1, 2) === 0);
  // Every optimisation of the graph, an arena, a pattern of memory; the rest as in the package.
  const options = wasm._OrtCreateSessionOptions(99, 1, 1, 0, 0, 0, 0, 2, 0, 0);
  const bytes = wasm._malloc(model.length);
  wasm.HEAPU8.set(model, bytes);
  const session = await wasm._OrtCreateSession(bytes, model.length, options);
  check(session !== 0);
  const names = wasm._malloc(8);
  for (const index of [0, 1]) {
    check(wasm._OrtGetInputOutputMetadata(session, index, cells, cells + 4) === 0);
    wasm.setValue(names + 4 * index, pointer(cells), "*");
  }

  const count = shape.reduce((product, extent) => product * extent);
  const [input, dimensions, values] = [4 * count, 4 * shape.length, 8].map(wasm._malloc);
  shape.forEach((extent, index) => wasm.setValue(dimensions + 4 * index, extent, "i32"));
  const [float, processor] = [1, 1];
  const tensor =
    wasm._OrtCreateTensor(float, input, 4 * count, dimensions, shape.length, processor);
  check(tensor !== 0);
  wasm.setValue(values, tensor, "*");
  return async function run(picture) {
    wasm.HEAPF32.set(picture, input / 4);
    wasm.setValue(values + 4, 0, "*");
    check((await wasm._OrtRun(session, names, values, 1, names + 4, 1, values + 4, 0)) === 0);
    const output = pointer(values + 4);
    check(wasm._OrtGetTensorData(output, cells, cells + 4, cells + 8, cells + 12) === 0);
    const start = pointer(cells + 4) / 4;
    const mask = wasm.HEAPF32.slice(start, start + count / 3);
    wasm._OrtReleaseTensor(output);
    return mask;
  };
}

async function milliseconds(run, picture) {
  const started = performance.now();
  await run(picture);
  return performance.now() - started;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

const [module, folder, model] = process.argv.slice(2);
const network = await load(module);
const picture = drawnPicture(network.inputCount);
const runtimes = {
  silhouette: async (picture) => network.run(picture),
  "ONNX Runtime": await loadOnnxRuntime(folder, readFileSync(model), [1, 256, 256, 3]),
};

const masks = [];
for (const run of Object.values(runtimes)) masks.push(await run(picture));
const difference = largestDifference(masks[0], masks[1]);
console.log(`masks agree to ${difference.toExponential(1)}; Node ${process.version}, one thread`);
if (!(difference <= tolerance)) process.exit(1);

const times = Object.fromEntries(Object.keys(runtimes).map((name) => [name, []]));
const medians = structuredClone(times);
for (let round = -warmUps; round < rounds; round++) {
  for (const [name, run] of Object.entries(runtimes)) {
    const turn = [];
    for (let i = 0; i < runsInTurn; i++) turn.push(await milliseconds(run, picture));
    if (round < 0) continue;
    times[name].push(...turn);
    medians[name].push(median(turn));
  }
}
for (const [name, all] of Object.entries(times)) {
  console.log(`${name}: min ${Math.min(...all).toFixed(2)} ms, median ${median(all).toFixed(2)} ms`);
}
const [ours, theirs] = Object.values(medians);
const ratio = median(ours.map((time, round) => theirs[round] / time));
console.log(`median of the rounds' ratios: ${ratio.toFixed(2)}`);
// The runtime keeps workers that would keep Node.
process.exit(0);
