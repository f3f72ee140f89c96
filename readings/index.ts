import { accountsCsv } from "./accounts-csv.ts";
import type { Adapter } from "./adapter.ts";
import { aws } from "./aws.ts";
import { batonFile } from "./baton/c1z.ts";
import { batonJson } from "./baton/json.ts";
import { cloudGov } from "./cloud-gov.ts";
import { github } from "./github.ts";
import { linode } from "./linode.ts";
import { redash } from "./redash.ts";
import { redmine } from "./redmine.ts";
import { sentry } from "./sentry.ts";
import { servers } from "./servers.ts";

/** Every adapter, each for one service or, after the others, for any. */
export const adapters: readonly Adapter[] = [
  github,
  redash,
  cloudGov,
  servers,
  redmine,
  aws,
  linode,
  sentry,
  accountsCsv,
  batonFile,
  batonJson,
];
