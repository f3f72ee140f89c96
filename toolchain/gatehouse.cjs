#!/usr/bin/env node
/**
 * `npx gatehouse COMMAND …`: every command of the project under one name, from any folder. It runs what
 * `npm run COMMAND -- …` runs, by the scripts of package.json, with the Node.js that `npm ci` has brought; so this file
 * keeps to what Node.js 12 can read.
 */
"use strict";

const { spawn } = require("node:child_process");
const { existsSync } = require("node:fs");
const { constants } = require("node:os");
const { join } = require("node:path");

const root = join(__dirname, "..");
const { scripts } = require(join(root, "package.json"));
const commands = require("./commands.json");

const [name, ...rest] = process.argv.slice(2);

if (name === undefined || name === "--help" || name === "-h" || name === "help") {
  process.stdout.write(help());
} else if (Object.hasOwn(commands, name)) {
  run(name, rest);
} else {
  process.stderr.write(`There is no command "${name}".${near(name)} gatehouse --help lists them.\n`);
  process.exitCode = 2;
}

function help() {
  const width = Math.max(...Object.keys(commands).map((each) => each.length));
  const lines = Object.entries(commands).map(([each, about]) => `  ${each.padEnd(width)}  ${about}`);
  return [
    "Usage: npx gatehouse COMMAND [OPTION...]",
    "",
    "The infrastructure of two public-interest services as code, and the gate that every change to it passes.",
    "",
    "Commands (gatehouse COMMAND --help tells more):",
    ...lines,
    "",
    "Examples:",
    "  npx gatehouse judge --watch                 judge the register at each save",
    "  npx gatehouse preview ocp --base main       what a change brings, against main",
    "  npx gatehouse who ocp-owner-1               what somebody can reach",
    "",
    "`npm run COMMAND -- [OPTION...]` does the same.",
    "",
  ].join("\n");
}

/** Runs the script of package.json, and ends as it ends. */
function run(command, args) {
  const own = join(root, "node_modules", ".bin", "node");
  const node = existsSync(own) ? own : process.execPath;
  const [, ...words] = scripts[command].split(" ");
  const env = { ...process.env, npm_lifecycle_event: command, npm_lifecycle_script: scripts[command] };
  // What npx was called with is for this file; nothing of it is an option that npm has kept for itself.
  for (const variable of Object.keys(env)) if (variable.startsWith("npm_config_")) delete env[variable];
  const child = spawn(node, [...words, ...args], {
    cwd: root,
    env: { ...env, INIT_CWD: process.cwd() },
    stdio: "inherit",
  });
  // The terminal sends an interrupt to both; what only this process is sent has to go on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => {
    process.stderr.write(`${node} could not be started: ${error.message}\n`);
    process.exitCode = 3;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? code : 128 + constants.signals[signal];
  });
}

/** The commands that begin alike, as a question. */
function near(word) {
  const alike = Object.keys(commands).filter((each) => each.startsWith(word.slice(0, 2)));
  return alike.length === 0 ? "" : ` Did you mean ${alike.join(" or ")}?`;
}
