import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sealOf } from "../../driver/sealed.ts";
import { rooms } from "../rooms.ts";

const root = mkdtempSync(join(tmpdir(), "gatehouse-seal-"));
mkdirSync(join(root, "policies/packs"), { recursive: true });
mkdirSync(join(root, "register"));
for (const room of rooms) mkdirSync(join(root, room), { recursive: true });
const file = join(root, "policies/packs/policies.ts");
writeFileSync(file, "as it was");

test("nothing is said while nothing is written, nor of the register, which is compared by what it says", () => {
  const seal = sealOf(root);
  readFileSync(file);
  writeFileSync(join(root, "register/grants.yaml"), "");
  expect(seal.broken()).toEqual([]);
});

test.each<[string, () => void]>([
  [
    "a file that is rewritten and put back, with its time",
    () => {
      const { atime, mtime } = statSync(file);
      writeFileSync(file, "another");
      writeFileSync(file, "as it was");
      utimesSync(file, atime, mtime);
    },
  ],
  [
    "another file in its place and back",
    () => {
      renameSync(file, `${file}.kept`);
      cpSync(`${file}.kept`, file, { preserveTimestamps: true });
      rmSync(`${file}.kept`);
    },
  ],
  ["a new file", () => writeFileSync(join(root, "policies/packs/more.ts"), "")],
])("%s is noticed", (_, write) => {
  const seal = sealOf(root);
  write();
  expect(seal.broken()).toEqual([
    expect.stringContaining("files that judge were written while the run judged: policies/packs/"),
  ]);
});

test.each(rooms.filter((room) => room !== "soak"))("%s is one of what judges", (room) => {
  const seal = sealOf(root);
  const added = join(root, room, "added.ts");
  writeFileSync(added, "");
  expect(seal.broken().join()).toContain(`${room}/added.ts`);
  rmSync(added);
});
