import { accountsCsv } from "./accounts-csv.ts";
import type { Adapter } from "./adapter.ts";
import { batonFile } from "./baton/c1z.ts";
import { batonJson } from "./baton/json.ts";
import { cloudGov } from "./cloud-gov.ts";
import { github } from "./github.ts";
import { redash } from "./redash.ts";
import { redmine } from "./redmine.ts";
import { servers } from "./servers.ts";

/** Every adapter, each for one service or, after the others, for any. */
export const adapters: readonly Adapter[] = [
  github,
  redash,
  cloudGov,
  servers,
  redmine,
  accountsCsv,
  batonFile,
  batonJson,
];
