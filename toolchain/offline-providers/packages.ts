import { aws } from "./aws/package.ts";
import { cloudflare } from "./cloudflare/package.ts";
import { github } from "./github/package.ts";
import { hcloud } from "./hcloud/package.ts";
import { linode } from "./linode/package.ts";
import type { Package } from "./table.ts";

/** Every provider that works without a service. */
export const packages: readonly Package[] = [aws, cloudflare, github, hcloud, linode];
