/**
 * `npm run check`: what can be said of the source without running it – types, style, which room imports which, what nobody
 * uses. All at once, each told as it ends; exit code 1 when one finds something.
 */
import { execa } from "execa";

const checks = [
  ["tsc"],
  ["biome", "check"],
  ["depcruise", "--config", ".dependency-cruiser.cjs", "."],
  ["knip"],
] as const;

const found = await Promise.all(
  checks.map(async ([command, ...args]) => {
    const { failed, all } = await execa(command, args, {
      preferLocal: true,
      all: true,
      reject: false,
      stdin: "ignore",
    });
    console.log(`${failed ? "✖" : "✔"} ${[command, ...args].join(" ")}${all ? `\n${all}` : ""}`);
    return failed;
  }),
);
if (found.includes(true)) process.exitCode = 1;
