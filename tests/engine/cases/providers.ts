import { type Case, casesOf } from "../case.ts";
import { type ExportedState, type StateResource, setProperties } from "../state.ts";

const ocp = casesOf("ocp");
const platform = casesOf("notify-platform");
const production = casesOf("notify-production");

const listed = ["provider-settings-listed"] as const;

function providerIn({ deployment }: ExportedState, name: string): StateResource {
  const found = deployment.resources.find(({ type }) => type === `pulumi:providers:${name}`);
  if (found === undefined) throw new Error(`the state has no provider of ${name}`);
  return found;
}

/** Tells a provider more, as the stack's settings could. */
const told = (name: string, settings: Record<string, unknown>) => ({
  state: (state: ExportedState) => setProperties(providerIn(state, name), settings),
});

/** Adds a provider that a program makes, like the one that the engine makes. */
const own = (
  like: string,
  name: string,
  settings: Record<string, unknown> = {},
  type = `pulumi:providers:${like}`,
) => ({
  state: (state: ExportedState) => {
    const { deployment } = state;
    const before = providerIn(state, like);
    const added = structuredClone(before);
    added.urn = `${before.urn.slice(0, before.urn.lastIndexOf("::")).replace(before.type, type)}::${name}`;
    added.type = type;
    setProperties(added, settings);
    deployment.resources.splice(deployment.resources.indexOf(before) + 1, 0, added);
  },
});

/** Cases of whom the providers of a stack reach. */
export const providerCases: readonly Case[] = [
  ocp.red("GATE-9", "Linode that answers somewhere else", listed, told("linode", { url: "https://example.net" })),
  ocp.red(
    "GATE-9",
    "the Hetzner cloud that answers elsewhere",
    listed,
    told("hcloud", { endpoint: "https://example.net" }),
  ),
  ocp.red("GATE-9", "the plugin of a provider from elsewhere", listed, {
    ...own("cloudflare", "default_6_22_1_https_example_net"),
  }),
  ocp.red("GATE-9", "a provider of the program's that is called as the engine's is", listed, {
    state: (state) => {
      const [stack] = state.deployment.resources.filter(({ type }) => type === "pulumi:pulumi:Stack");
      providerIn(state, "linode").parent =
        stack?.urn ?? "urn:pulumi:ocp::gatehouse::pulumi:pulumi:Stack::gatehouse-ocp";
    },
  }),
  ocp.red("GATE-9", "another version of a provider", listed, told("linode", { version: "5.0.0" })),
  ocp.red(
    "GATE-9",
    "sites of another organisation",
    ["ocp-pages-declared", ...listed],
    told("github", { owner: "stranger" }),
  ),
  platform.red("GATE-9", "repositories of another organisation", listed, told("github", { owner: "stranger" })),
  platform.red("GATE-9", "a provider of one's own, though it is told the same", listed, own("github", "mine")),
  platform.red(
    "GATE-9",
    "a provider that the stack has no use for",
    listed,
    own("github", "default", { owner: undefined, baseUrl: undefined }, "pulumi:providers:cloudflare"),
  ),
  production.red("GATE-9", "AWS through a proxy", listed, told("aws", { httpProxy: "http://192.0.2.1:3128" })),
  production.red(
    "GATE-9",
    "AWS with a role of somebody's",
    listed,
    told("aws", { assumeRoles: '[{"roleArn":"arn:aws-us-gov:iam::111122223333:role/x"}]' }),
  ),
  production.red(
    "GATE-9",
    "AWS at other addresses",
    listed,
    told("aws", { endpoints: '[{"s3":"https://example.net"}]' }),
  ),
  platform.green("GATE-9", "a provider whose version is not said", told("github", { version: undefined })),
];
