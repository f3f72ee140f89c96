import analyzerService from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { expect, onTestFinished, test } from "vitest";
import { serveHeldPack } from "../../../toolchain/language-host/held-pack.ts";
import type { HeldPack } from "../../../toolchain/language-host/host.ts";
import { packHandlers } from "../../../toolchain/sdk/pack-handlers.ts";
import { callUnary, clientOf } from "./fixture.ts";

const { AnalyzerService } = analyzerService;
const handlersOf = packHandlers(import.meta.filename);

/** A pack that counts the resources that it was asked about, and tells the stack that it was made for. */
const counting: HeldPack = (stack) => {
  let asked = 0;
  return handlersOf({
    name: "counting",
    version: "1.2.3",
    args: {
      enforcementLevel: "mandatory",
      policies: [
        {
          name: "p",
          description: "d",
          validateResource: (args, report) => {
            asked += 1;
            report(`${args.name} ${asked} ${stack?.PULUMI_NODEJS_STACK} ${args.stackTags.get("team")}`);
          },
        },
        { name: "other", description: "d", validateResource: (args) => args.notApplicable("no business of mine") },
      ],
    },
  });
};

async function served(pack = counting, cancelled = new AbortController().signal) {
  const server = await serveHeldPack("pack", pack, cancelled);
  onTestFinished(() => server.close());
  const client = clientOf(server.port);
  return {
    handshake: () => callUnary(client, AnalyzerService.handshake, new analyzer.AnalyzerHandshakeRequest()),
    info: () => callUnary(client, AnalyzerService.getAnalyzerInfo, new empty.Empty()),
    configureStack: (stack: string, team: string) => {
      const request = new analyzer.AnalyzerStackConfigureRequest().setStack(stack);
      request.getTagsMap().set("team", team);
      return callUnary(client, AnalyzerService.configureStack, request);
    },
    disable: (policy: string) => {
      const request = new analyzer.ConfigureAnalyzerRequest();
      const config = new analyzer.PolicyConfig().setEnforcementlevel(analyzer.EnforcementLevel.DISABLED);
      request.getPolicyconfigMap().set(policy, config.setProperties(new struct.Struct()));
      return callUnary(client, AnalyzerService.configure, request);
    },
    cancel: () => callUnary(client, AnalyzerService.cancel, new empty.Empty()),
    analyze: async (name: string, properties: Record<string, struct.JavaScriptValue> = {}) => {
      const request = new analyzer.AnalyzeRequest().setType("t").setName(name).setUrn(`urn:pulumi:s::p::t::${name}`);
      request
        .setProperties(struct.Struct.fromJavaScript(properties))
        .setOptions(new analyzer.AnalyzerResourceOptions());
      const answer = await callUnary(client, AnalyzerService.analyze, request);
      return answer.getDiagnosticsList().map((each) => each.getMessage());
    },
  };
}

test("packs that one process serves know nothing of each other", async () => {
  const [one, two] = [await served(), await served()];
  await one.configureStack("first", "a");
  await two.configureStack("second", "b");
  expect(await one.analyze("x")).toEqual(["d\nx 1 first a"]);
  expect(await two.analyze("y")).toEqual(["d\ny 1 second b"]);
  await one.disable("p");
  expect(await one.analyze("x")).toEqual([]);
  expect(await two.analyze("y")).toEqual(["d\ny 2 second b"]);
});

test("a pack is made with its stack, or without one where none is told", async () => {
  const made: unknown[] = [];
  const pack: HeldPack = (stack) => {
    made.push(stack?.PULUMI_NODEJS_STACK);
    return counting(stack);
  };
  const one = await served(pack);
  await one.handshake();
  expect(made).toEqual([]);
  await one.configureStack("first", "a");
  const two = await served(pack);
  expect((await two.info()).getName()).toBe("counting");
  expect((await two.info()).getVersion()).toBe("1.2.3");
  await two.cancel();
  expect(made).toEqual(["first", undefined]);
});

test("a pack that cannot be made says why, and none is made once the run was cancelled", async () => {
  const broken = await served(() => {
    throw new Error("no such day");
  });
  await expect(broken.info()).rejects.toMatchObject({ details: expect.stringContaining("no such day") });
  const late = await served(counting, AbortSignal.abort());
  await expect(late.info()).rejects.toMatchObject({ details: "The run was cancelled." });
});

test("a policy sees what the one before it saw, and nothing of the next resource's", async () => {
  const seen: unknown[] = [];
  const validateResource = (args: { props: Record<string, unknown> }) => void seen.push({ ...args.props });
  const pack = await served(() =>
    handlersOf({
      name: "looking",
      version: "1.2.3",
      args: {
        policies: ["a", "b"].map((name) => ({
          name,
          description: "d",
          enforcementLevel: "mandatory",
          validateResource,
        })),
      },
    }),
  );
  await pack.analyze("x", { one: 1 });
  await pack.analyze("y", { two: [2] });
  expect(seen).toEqual([{ one: 1 }, { one: 1 }, { two: [2] }, { two: [2] }]);
});
