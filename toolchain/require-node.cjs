/**
 * Stops with advice when Node.js is too old to run the project's TypeScript. Loaded before a command
 * (`node --require ./toolchain/require-node.cjs commands/main.ts`), because an old Node.js cannot read the command
 * itself; so this file keeps to what Node.js 12 can read. It also sees to what holds for every command.
 */
"use strict";

const { join } = require("node:path");

const { engines } = require(join(__dirname, "..", "package.json"));
const minimum = /\d+(\.\d+)*/.exec(engines.node)[0];

/** Whether the version `have` is at least `want`, both as `22.18.0`; missing parts count as 0. */
function isAtLeast(have, want) {
  const [haveParts, wantParts] = [have, want].map((version) => version.split(".").map(Number));
  for (let index = 0; index < 3; index++) {
    const difference = (haveParts[index] || 0) - (wantParts[index] || 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

if (!isAtLeast(process.versions.node, minimum)) {
  process.stderr.write(
    [
      `This is Node.js ${process.versions.node} (${process.execPath}); Gatehouse needs ${minimum} or newer.`,
      "- On Linux (x64 and arm64), `npm ci` puts Node.js 24 into node_modules/.bin, and `npm run …` uses it.",
      "  If it is not there, `npm ci` was not run or left optional packages out (--omit=optional): run `npm ci`.",
      "- On any other platform, install Node.js 24 (https://nodejs.org/en/download).",
      "",
    ].join("\n"),
  );
  // The run could not be carried out; see the exit codes in README.md.
  process.exit(3);
}

// Node.js 22.8 and newer keep what they compile. Here, before the command itself is read, since it is then kept as well.
const { enableCompileCache } = require("node:module");
enableCompileCache(join(__dirname, "../.gatehouse/compile-cache"));

// Who reads along may stop, as `| head` does; what was begun goes on to its end, and ends with its own exit code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
  });
}
