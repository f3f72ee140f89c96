import * as pulumi from "@pulumi/pulumi";
import type { Registration } from "../policies/packs/harness.ts";

/** What the monitor is asked, as far as it is recorded: the shape of a protobuf message of the SDK. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getIgnorechangesList(): string[];
  getDeletebeforereplace(): boolean;
  getDependenciesList(): string[];
  getObject(): { toJavaScript(): Record<string, unknown> };
  getPropertydependenciesMap(): { forEach(visit: (value: { getUrnsList(): string[] }, key: string) => void): void };
}

/** What a program registered, with what the engine is told of it beside what packs see. */
export interface Recorded extends Registration {
  /** URNs of what has to be there before. */
  readonly dependsOn: readonly string[];
  /** Whether it goes before what takes its place is made. */
  readonly deleteBeforeReplace: boolean;
}

/** The id that every resource gets; a number, as those of machines and firewalls are. */
export const providerId = 1234567;

/**
 * Runs a program against mocks in preview and returns what it registered, in order, with the options that mocks hide.
 * Outputs that only a service could know are unknown, as they are in a preview. A program that calls a function of a
 * provider, or registers one resource twice, fails. `deployed` are the outputs
 * that the stack had when it was last deployed, `resources` those of its resources, by URN.
 */
export async function recorded(
  program: () => unknown,
  stack = "test",
  deployed: Readonly<Record<string, unknown>> = {},
  resources: Readonly<Record<string, unknown>> = {},
): Promise<Recorded[]> {
  const seen: Recorded[] = [];
  // Found while the program runs, said afterwards: what is thrown inside a registration is caught by nobody.
  const faults: string[] = [];
  const urns = new Map<string, string>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ inputs }) => ({ id: String(providerId), state: whollyKnown(inputs) }),
      call: ({ token }) => {
        if (token === "pulumi:pulumi:readStackOutputs") return { outputs: deployed };
        if (token === "pulumi:pulumi:readStackResourceOutputs") return { outputs: resources };
        faults.push(`the program calls ${token}, which these tests do not answer`);
        return {};
      },
    },
    "gatehouse",
    stack,
    true,
    "organization",
  );
  // biome-ignore lint/suspicious/noExplicitAny: the mock monitor, whose shape is the SDK's own business
  const monitor = pulumi.runtime.getMonitor() as any;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: Request, callback: unknown) => {
    const known = (urn: string) => urns.get(urn) ?? urn;
    const [type, name, parent] = [request.getType(), request.getName(), known(request.getParent())];
    const urn = urnOf(stack, type, name, parent);
    if (seen.some((each) => each.urn === urn)) faults.push(`${urn} is registered twice`);
    urns.set(monitor.newUrn(request.getParent(), type, name), urn);
    const propertyDependencies: Record<string, string[]> = {};
    request.getPropertydependenciesMap().forEach((value, property) => {
      propertyDependencies[property] = value.getUrnsList().map(known);
    });
    seen.push({
      ...{ type, name, urn, props: plain(request.getObject().toJavaScript()), propertyDependencies },
      ...(parent !== "" && { parent }),
      ...{ protect: request.getProtect(), ignoreChanges: request.getIgnorechangesList() },
      dependsOn: request.getDependenciesList().map(known),
      deleteBeforeReplace: request.getDeletebeforereplace(),
    });
    return register(request, callback);
  };
  await program();
  await pulumi.runtime.disconnect();
  if (faults.length > 0) throw new Error(faults.join("; "));
  return seen;
}

/**
 * Inputs that come back as they are. What a service adds something to is not known at preview, and here not at all: a
 * mock has no values of which only a part is known.
 */
function whollyKnown({ dkimSigningAttributes, ...inputs }: Record<string, unknown>): Record<string, unknown> {
  return inputs;
}

/** Properties as policies see them: secrets come to them without any mark. */
function plain(props: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(props), (_, value) =>
    value?.[pulumi.runtime.specialSigKey] === pulumi.runtime.specialSecretSig ? value.value : value,
  );
}

/** The engine's own URN: the types of all parents, where the mocks keep the nearest only. */
function urnOf(stack: string, type: string, name: string, parent: string): string {
  const types = parent === "" ? type : `${parent.split("::")[2]}$${type}`;
  return `urn:pulumi:${stack}::gatehouse::${types}::${name}`;
}

/** The recorded resources that are a provider's, not components. */
export function real<T extends Registration>(registrations: readonly T[]): T[] {
  return registrations.filter(({ type }) => !type.startsWith("gatehouse:"));
}

/** The one recorded resource of that type and name; fails when there is none. */
export function find<T extends Registration>(registrations: readonly T[], type: string, name: string): T {
  const found = registrations.find((each) => each.type.endsWith(`:${type}`) && each.name === name);
  if (found === undefined) throw new Error(`no ${type} "${name}" was registered`);
  return found;
}
