import { credentials, type ServiceError } from "@grpc/grpc-js";
import analyzerService, { type IAnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer, { type AnalyzeDiagnostic, type AnalyzerInfo } from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { UNLIMITED_MESSAGES } from "../../../toolchain/language-host/protocol.ts";
import type { PolicyEvent } from "../analyze.ts";
import type { ExportedState } from "../state.ts";
import { requestsOf } from "./requests.ts";

/**
 * What a pack that has judged nothing yet says of a state, asked over CrossGuard's own protocol as `pulumi policy
 * analyze` asks it: what is called, in which order and with what (LoadLocalPolicyPackAnalyzers in engine/update.go,
 * AnalyzeSnapshot in resource/deploy/analyze_snapshot.go). Throws when a call fails, as the engine would end there.
 */
export async function judge(state: ExportedState, port: number): Promise<PolicyEvent[]> {
  const client = new analyzerService.AnalyzerClient(
    `127.0.0.1:${port}`,
    credentials.createInsecure(),
    UNLIMITED_MESSAGES,
  ) as unknown as IAnalyzerClient & { close(): void };
  try {
    const info = await answerTo<AnalyzerInfo>((done) => client.getAnalyzerInfo(new empty.Empty(), done));
    // The engine asks for a remedy of each resource first, and the SDK has none where no policy is at that level.
    if (info.getPoliciesList().some((policy) => policy.getEnforcementlevel() === EnforcementLevel.REMEDIATE))
      throw new Error("a pack that mends resources is not foreseen here");
    await answerTo((done) => client.configure(configurationOf(info), done));
    const { resources, stack } = requestsOf(state);
    const events: PolicyEvent[] = [];
    for (const request of resources) {
      const found = await answerTo<analyzer.AnalyzeResponse>((done) => client.analyze(request, done));
      events.push(...found.getDiagnosticsList().map((each) => eventOf(each, request.getUrn())));
    }
    const all = new analyzer.AnalyzeStackRequest().setResourcesList([...stack]);
    const found = await answerTo<analyzer.AnalyzeResponse>((done) => client.analyzeStack(all, done));
    const urns = new Set(stack.map((resource) => resource.getUrn()));
    const whole = rootUrnOf(state);
    events.push(
      ...found.getDiagnosticsList().map((each) => eventOf(each, urns.has(each.getUrn()) ? each.getUrn() : whole)),
    );
    return events;
  } finally {
    client.close();
  }
}

/** The stack's own resource, on which is reported what is about no other; the engine makes its name up where it is gone. */
function rootUrnOf({ deployment: { resources } }: ExportedState): string {
  const found = resources.find(({ type, parent = "" }) => type === "pulumi:pulumi:Stack" && parent === "");
  if (found !== undefined) return found.urn;
  const [stack = "", project = ""] = resources[0]?.urn.replace(/^urn:pulumi:/, "").split("::") ?? [];
  return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}

function answerTo<Reply>(call: (done: (error: ServiceError | null, reply: Reply) => void) => void): Promise<Reply> {
  return new Promise((resolve, reject) => call((error, reply) => (error === null ? resolve(reply) : reject(error))));
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

function eventOf(found: AnalyzeDiagnostic, resourceUrn: string): PolicyEvent {
  return {
    resourceUrn,
    policyName: found.getPolicyname(),
    enforcementLevel: levels.get(found.getEnforcementlevel()) ?? "unknown",
    message: found.getMessage(),
  };
}
