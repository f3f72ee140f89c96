import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadRegister } from "../../model/load.ts";
import { systemsToRead } from "../../policies/rules/reality/systems.ts";
import { columnsOfAccounts } from "../../readings/accounts-csv.ts";
import { anyService } from "../../readings/adapter.ts";
import { adaptersOf } from "../../readings/find.ts";
import { servers } from "../../readings/servers.ts";
import { sourcesOf } from "./sources-of.ts";

const { registers } = loadRegister(new URL("../../register", import.meta.url).pathname);
const systems = Object.values(registers).flatMap((register) => systemsToRead(register));

/** What is told by a table, because no adapter here reads what its service prints. */
const byTable = ["ocp/bytemark", "ocp/hetzner", "ocp/cloudflare", "ocp/google-cloud", "notify/application"];

test("each system of the shipped register is read by an adapter of its own, or by a table", () => {
  const nameOf = ({ register, id }: (typeof systems)[number]) => `${register}/${id}`;
  const without = systems.filter(({ service }) => adaptersOf(service).every((each) => each.service === anyService));
  expect(without.map(nameOf).sort()).toEqual(byTable.toSorted());
  expect(systems.filter(({ service }) => adaptersOf(service).length === 0).map(nameOf)).toEqual([]);
});

test("the servers of the shipped register are known by their host names and their names in Salt", () => {
  const root = systems.find(({ lists }) => lists === "root");
  const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID9lKNE20LFauwbiiaGYIUParnUDVrY4G3T33Ixt8jw7 x";
  const files = { "salt.json": { redash2: key }, "servers/ocp16.open-contracting.org.keys": key };
  const { grants } = servers.read(sourcesOf(files), root?.whose ?? { name: "", things: [] });
  expect(grants.map(({ entitlement }) => entitlement.resource.id)).toEqual(["redash", "crm"]);
});

test("each column of a table of accounts is documented", () => {
  const page = readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8");
  for (const column of Object.keys(columnsOfAccounts)) expect(page).toMatch(new RegExp(`\\|[^|\\n]*\`${column}\``));
});
