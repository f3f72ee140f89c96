import type { handleUnaryCall, ServiceError } from "@grpc/grpc-js";
import analyzer, { type AnalyzeDiagnostic, type AnalyzerInfo } from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { PackHandlers } from "../../../toolchain/sdk/pack-handlers.ts";
import type { PolicyEvent } from "../analyze.ts";

/** What a pack is asked about a state. */
interface Asked {
  readonly resources: readonly analyzer.AnalyzeRequest[];
  readonly stack: readonly analyzer.AnalyzerResource[];
}

/**
 * What a pack that has judged nothing yet says of a state, asked over CrossGuard's own protocol as `pulumi policy
 * analyze` asks it: what is called, in which order and with what (LoadLocalPolicyPackAnalyzers in engine/update.go,
 * AnalyzeSnapshot in resource/deploy/analyze_snapshot.go). What is about no resource is reported on `wholeUrn`. Throws when
 * a call fails, as the engine would end there.
 */
export async function judge(
  pack: PackHandlers,
  { resources, stack }: Asked,
  wholeUrn: string,
): Promise<readonly PolicyEvent[]> {
  const info = await answerTo<AnalyzerInfo>(pack, "getAnalyzerInfo", new empty.Empty());
  // The engine asks for a remedy of each resource first, and the SDK has none where no policy is at that level.
  if (info.getPoliciesList().some((policy) => policy.getEnforcementlevel() === EnforcementLevel.REMEDIATE))
    throw new Error("a pack that mends resources is not foreseen here");
  await answerTo(pack, "configure", configurationOf(info));
  const events: PolicyEvent[] = [];
  for (const request of resources) {
    const found = await answerTo<analyzer.AnalyzeResponse>(pack, "analyze", request);
    events.push(...found.getDiagnosticsList().map((each) => eventOf(each, request.getUrn())));
  }
  const all = new analyzer.AnalyzeStackRequest().setResourcesList([...stack]);
  const found = await answerTo<analyzer.AnalyzeResponse>(pack, "analyzeStack", all);
  const urns = new Set(stack.map((resource) => resource.getUrn()));
  events.push(
    ...found.getDiagnosticsList().map((each) => eventOf(each, urns.has(each.getUrn()) ? each.getUrn() : wholeUrn)),
  );
  return events;
}

function answerTo<Reply>(pack: PackHandlers, name: string, request: unknown): Promise<Reply> {
  const handler = pack[name] as handleUnaryCall<unknown, Reply> | undefined;
  if (handler === undefined) throw new Error(`the pack has no ${name}`);
  return new Promise((resolve, reject) => {
    handler({ request } as Parameters<typeof handler>[0], (error, reply) =>
      error ? reject(error as ServiceError) : resolve(reply as Reply),
    );
  });
}

/** The configuration that the engine sends when there is none: each policy at its own level. */
function configurationOf(info: AnalyzerInfo): analyzer.ConfigureAnalyzerRequest {
  const request = new analyzer.ConfigureAnalyzerRequest();
  for (const policy of info.getPoliciesList()) {
    const own = new analyzer.PolicyConfig().setEnforcementlevel(policy.getEnforcementlevel());
    request.getPolicyconfigMap().set(policy.getName(), own.setProperties(new struct.Struct()));
  }
  return request;
}

const { EnforcementLevel } = analyzer;
const levels = new Map<number, string>([
  [EnforcementLevel.ADVISORY, "advisory"],
  [EnforcementLevel.MANDATORY, "mandatory"],
  [EnforcementLevel.REMEDIATE, "mandatory"],
  [EnforcementLevel.DISABLED, "disabled"],
]);

function eventOf(diagnostic: AnalyzeDiagnostic, resourceUrn: string): PolicyEvent {
  // As it comes over the wire.
  const found = analyzer.AnalyzeDiagnostic.deserializeBinary(diagnostic.serializeBinary());
  return {
    resourceUrn,
    policyName: found.getPolicyname(),
    enforcementLevel: levels.get(found.getEnforcementlevel()) ?? "unknown",
    message: found.getMessage(),
  };
}
