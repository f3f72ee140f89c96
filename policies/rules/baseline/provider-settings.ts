import type { Register } from "../../../model/register.ts";
import { hosting } from "../../settings/hosting.ts";
import {
  type ProviderName,
  type ProviderSettings,
  providerSettings,
  providersOfStacks,
} from "../../settings/providers.ts";
import { listed, problems } from "../grants.ts";
import { fields, shown } from "../reading.ts";
import { type ResourceRule, stackOf } from "../rule.ts";

const prefix = "pulumi:providers:";

/** The engine's own, by which a program reads what its stack put out before. It reaches no service. */
const engineItself = "pulumi:providers:pulumi";

/** What the engine and the offline providers note among a provider's settings themselves. */
const notes: readonly string[] = ["gatehouseOffline", "version"];

/** How the engine names the provider that it makes itself: by its version, and by where it is from, if that is said. */
const defaultName = /^default(?:_\d+)*$/;

/**
 * A provider decides whom every operation reaches: with another address, another owner or a proxy, all that the rules have
 * judged happens somewhere else. So it is what the engine makes by itself, with the settings that are listed.
 */
export const providerSettingsListed: ResourceRule = {
  name: "provider-settings-listed",
  clauses: ["GATE-9"],
  level: "mandatory",
  description:
    "A stack uses the providers that are listed for it, each as the engine makes it by itself, at its pinned version, with the listed settings and no other.",
  remedy:
    "Take the setting out of Pulumi.STACK.yaml, or the provider of one's own and its options out of the program; credentials go into the environment (docs/going-live.md), and what a stack's provider may be told is listed in policies/settings/providers.ts.",
  scope: "resource",
  types: "every",
  judge: (resource, { register }) => {
    const { type, name, props, options } = resource;
    if (!type.startsWith(prefix)) return [];
    // What a program makes has the stack, or a resource in it, for a parent; what the engine makes by itself has none.
    const isOwn = !defaultName.test(name) || (options.parent ?? "") !== "";
    const ownName = problems(
      isOwn && "it is a provider of one's own, or from elsewhere, and not the one that the engine makes",
    );
    if (type === engineItself) return [...ownName, ...unlisted(props, ["version"])];
    const stack = stackOf(resource);
    const provider = type.slice(prefix.length);
    const allowed: readonly string[] = listedFor(register, stack);
    const about: ProviderSettings | undefined = isProvider(provider) ? providerSettings[provider] : undefined;
    if (about === undefined || !allowed.includes(provider))
      return [`${stack} uses ${allowed.length === 0 ? "no provider" : listed([...allowed])}, and not ${provider}`];
    return [
      ...ownName,
      ...unlisted(props, [...notes, ...Object.keys(about.settings)]),
      ...problems(
        props.version !== undefined &&
          props.version !== about.version &&
          `its version is ${shown(props.version)}, not ${about.version}`,
        "owner" in about.settings && wrongOwner(props.owner, register),
      ),
    ];
  },
};

/**
 * Under `__internal` the engine keeps where the code is from, and which variables credentials are read from. It shows packs
 * nothing of it, so far; then the name tells, and who made the provider.
 */
function unlisted(props: Readonly<Record<string, unknown>>, allowed: readonly string[]): string[] {
  return Object.keys(props)
    .filter((setting) => ![...allowed, "__defaults"].includes(setting))
    .flatMap((setting) =>
      setting === "__internal" ? Object.keys(fields(props[setting])).map((inner) => `${setting}.${inner}`) : [setting],
    )
    .map((setting) => `its setting ${setting} is not among those that a provider of this stack has`);
}

function listedFor({ id }: Register, stack: string): readonly ProviderName[] {
  const stacks = providersOfStacks[id];
  return (Object.hasOwn(stacks, stack) ? stacks[stack] : undefined) ?? [];
}

function isProvider(name: string): name is ProviderName {
  return Object.hasOwn(providerSettings, name);
}

/** The organisation on GitHub: that of the repositories which the register has us manage, else that of the sites. */
function wrongOwner(given: unknown, { id, repositories }: Register): string | false {
  const managed = Object.values(repositories).filter(({ managed }) => managed);
  const owners = id === "ocp" ? [hosting.pages.owner] : [...new Set(managed.map(({ owner }) => owner))];
  const [owner] = owners;
  if (owner === undefined || owners.length > 1)
    return `the repositories of the register have ${owners.length === 0 ? "no owner" : `the owners ${listed(owners)}`}, and a provider has one`;
  return given !== owner && `its owner is ${given === undefined ? "not set" : shown(given)}, not ${owner}`;
}
