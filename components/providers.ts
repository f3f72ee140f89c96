/**
 * The providers' packages, of which a program loads no more than the resources that it makes. `import * as` asks a
 * CommonJS package for each of its exports there and then, and each export of theirs is a module: 1,400 of them, for
 * thirty that are used, and a fifth of what a program costs. What is asked of these is loaded when it is asked for.
 */
import { createRequire } from "node:module";
import type * as Aws from "@pulumi/aws";
import type * as Cloudflare from "@pulumi/cloudflare";
import type * as Github from "@pulumi/github";
import type * as Hcloud from "@pulumi/hcloud";
import type * as Linode from "@pulumi/linode";

const require = createRequire(import.meta.url);

/** The services of AWS that are used: the package itself would load all 250. */
const services = ["chatbot", "cloudwatch", "iam", "kms", "pinpoint", "s3", "ses", "sesv2", "sns"] as const;

export const aws = Object.defineProperties(
  {},
  Object.fromEntries(services.map((name) => [name, { get: () => require(`@pulumi/aws/${name}`), enumerable: true }])),
) as Pick<typeof Aws, (typeof services)[number]>;

export const cloudflare: typeof Cloudflare = require("@pulumi/cloudflare");
export const github: typeof Github = require("@pulumi/github");
export const hcloud: typeof Hcloud = require("@pulumi/hcloud");
export const linode: typeof Linode = require("@pulumi/linode");
