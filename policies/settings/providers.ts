import type { RegisterId } from "../../model/register.ts";

/** What decides the only value that a setting may have. */
export type SettingSource = "account" | "owner";

/** What is fixed of a provider. */
export interface ProviderSettings {
  /** The version of its package, to the last number: another one is other code. */
  readonly version: string;
  /** Settings that it has, and what decides their values. Every other one is refused, whatever its value. */
  readonly settings: Readonly<Record<string, SettingSource>>;
}

/**
 * The providers, and what each may be told. Not among the settings: where its service answers, through whom it is
 * reached, and who it says that it is, which stands in the environment of whoever deploys.
 */
export const providerSettings = {
  aws: { version: "7.48.0", settings: { region: "account", allowedAccountIds: "account" } },
  cloudflare: { version: "6.22.1", settings: {} },
  github: { version: "6.15.0", settings: { owner: "owner" } },
  hcloud: { version: "1.41.0", settings: {} },
  linode: { version: "5.1.1", settings: {} },
} as const satisfies Readonly<Record<string, ProviderSettings>>;

/** A provider that some stack uses. */
export type ProviderName = keyof typeof providerSettings;

const ofEnvironments: readonly ProviderName[] = ["aws", "cloudflare", "github"];

/** The providers that each stack uses, by the organisation that it is of. */
export const providersOfStacks: Readonly<Record<RegisterId, Readonly<Record<string, readonly ProviderName[]>>>> = {
  ocp: { ocp: ["aws", "cloudflare", "github", "hcloud", "linode"] },
  notify: {
    "notify-platform": ["github"],
    "notify-staging": ofEnvironments,
    "notify-demo": ofEnvironments,
    "notify-production": ofEnvironments,
  },
};
