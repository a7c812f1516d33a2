// Runs every check of Tests/SilhouetteTwins in a WebAssembly module.
//
//   node Tests/Portable/twins.mjs MODULE
import { readFileSync, writeSync } from "node:fs";

const line = [];
function print(character) {
  line.push(character);
  if (character === 10) writeSync(1, Buffer.from(line.splice(0)));
}

const { instance } = await WebAssembly.instantiate(
  readFileSync(process.argv[2]), { host: { print } });
process.exit(instance.exports.main());
