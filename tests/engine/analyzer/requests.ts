import analyzer, {
  type AnalyzeRequest,
  type AnalyzerProviderResource,
  type AnalyzerResource,
  type AnalyzerResourceOptions,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { type ExportedState, nameOf, type StateResource } from "../state.ts";
import { propertiesOf } from "./properties.ts";

/**
 * What a pack is asked about a state, as the engine asks it (AnalyzeSnapshot in resource/deploy/analyze_snapshot.go), and
 * writes it.
 */
export interface Requests {
  /** Each resource with what the program said of it, in the order of the state: an `AnalyzeRequest`. */
  readonly resources: readonly Uint8Array[];
  /** All of them, with what became of it: an `AnalyzerResource`. */
  readonly stack: readonly Uint8Array[];
  /** The stack's own resource, on which is reported what is about no other. */
  readonly wholeUrn: string;
}

/** The requests that judge a state, read as from its file: what is undefined is not there. */
export function requestsOf({ deployment }: ExportedState): Requests {
  const kept = deployment.resources.filter((resource) => resource.delete !== true);
  const texts = new Map(deployment.resources.filter(isProvider).map((each) => [each.urn, JSON.stringify(each)]));
  const providerOf = ({ provider = "" }: StateResource) => texts.get(provider.slice(0, provider.lastIndexOf("::")));
  const about = kept.map((resource) => aboutResource(JSON.stringify(resource), providerOf(resource)));
  return {
    resources: about.map(({ request }) => request),
    stack: about.map(({ described }) => described),
    wholeUrn: rootUrnOf(deployment.resources),
  };
}

/** The engine makes its name up where it is gone. */
function rootUrnOf(resources: readonly StateResource[]): string {
  const found = resources.find(({ type, parent = "" }) => type === "pulumi:pulumi:Stack" && parent === "");
  if (found !== undefined) return found.urn;
  const [stack = "", project = ""] = resources[0]?.urn.replace(/^urn:pulumi:/, "").split("::") ?? [];
  return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}

/** What is asked of a resource before it is made and, with what became of it, of the whole stack. */
interface AboutResource {
  readonly request: Uint8Array;
  readonly described: Uint8Array;
}

/** By the text of the resource and of its provider: a case leaves most resources as the shipped register makes them. */
const known = new Map<string, AboutResource>();

function aboutResource(text: string, providerText: string | undefined): AboutResource {
  const key = [text, providerText ?? ""].join("\n");
  const found = known.get(key) ?? describedBy(JSON.parse(text), providerText && JSON.parse(providerText));
  known.set(key, found);
  return found;
}

function describedBy(resource: StateResource, provider: StateResource | undefined): AboutResource {
  const request = new analyzer.AnalyzeRequest();
  describe(request, resource, provider);
  request.setProperties(propertiesOf(resource.inputs));
  const { parent = "", dependencies = [], propertyDependencies = {} } = resource;
  const described = new analyzer.AnalyzerResource();
  describe(described, resource, provider);
  described.setProperties(propertiesOf(resource.outputs));
  described.setParent(parent);
  described.setDependenciesList([...dependencies]);
  for (const [name, urns] of Object.entries(propertyDependencies)) {
    if (urns.length === 0) continue;
    const dependency = new analyzer.AnalyzerPropertyDependencies().setUrnsList(urns);
    described.getPropertydependenciesMap().set(name, dependency);
  }
  return { request: request.serializeBinary(), described: described.serializeBinary() };
}

function isProvider({ type }: StateResource): boolean {
  return type.startsWith("pulumi:providers:");
}

function describe(
  request: AnalyzeRequest | AnalyzerResource,
  resource: StateResource,
  provider: StateResource | undefined,
): void {
  request.setUrn(resource.urn);
  request.setType(resource.type);
  request.setName(nameOf(resource));
  request.setOptions(optionsOf(resource));
  if (provider !== undefined) request.setProvider(providerResource(provider));
}

function optionsOf(resource: StateResource): AnalyzerResourceOptions {
  const options = new analyzer.AnalyzerResourceOptions();
  options.setProtect(resource.protect ?? false);
  options.setIgnorechangesList([...(resource.ignoreChanges ?? [])]);
  options.setAdditionalsecretoutputsList([...(resource.additionalSecretOutputs ?? [])]);
  options.setAliasesList([...(resource.aliases ?? [])]);
  const { create = 0, update = 0, delete: remove = 0, read = 0 } = resource.customTimeouts ?? {};
  const timeouts = new analyzer.AnalyzerResourceOptions.CustomTimeouts();
  options.setCustomtimeouts(timeouts.setCreate(create).setUpdate(update).setDelete(remove).setRead(read));
  options.setParent(resource.parent ?? "");
  return options;
}

function providerResource(provider: StateResource): AnalyzerProviderResource {
  return new analyzer.AnalyzerProviderResource()
    .setUrn(provider.urn)
    .setType(provider.type)
    .setName(nameOf(provider))
    .setProperties(propertiesOf(provider.inputs));
}
