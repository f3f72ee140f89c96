import analyzerService from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, test, vi } from "vitest";
import { callUnary, clientOf, folderOf, folderWithRunner, gone, packOf, startHost } from "./fixture.ts";

// Each test starts processes, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 30_000 });

const { AnalyzerService } = analyzerService;

/** A pack whose one policy does this for a resource. */
const policyThat = (validate: string) => `
  const { PolicyPack } = require("@pulumi/policy");
  console.log("pid " + process.pid);
  console.log([process.env.PULUMI_NODEJS_STACK, process.env.PULUMI_CONFIG, process.env.FROM_ENGINE].join(" "));
  new PolicyPack("access", { policies: [{ name: "p", description: "d", enforcementLevel: "mandatory",
    validateResource: (args, report) => { ${validate} } }] });`;

const resource = () =>
  new analyzer.AnalyzeRequest()
    .setType("t")
    .setName("n")
    .setUrn("urn:pulumi:s::p::t::n")
    .setProperties(new struct.Struct())
    .setOptions(new analyzer.AnalyzerResourceOptions());

function stack() {
  const request = new analyzer.AnalyzerStackConfigureRequest().setStack("dev").setProject("access");
  request.getConfigMap().set("access:owner", "team");
  return request;
}

async function startPack(folder: string) {
  const host = await startHost();
  const plugin = host.runPlugin("analyzer", folder);
  const client = clientOf(await plugin.port);
  return {
    host,
    plugin,
    configure: () => callUnary(client, AnalyzerService.configureStack, stack()),
    analyze: () => callUnary(client, AnalyzerService.analyze, resource()),
    cancel: () => callUnary(client, AnalyzerService.cancel, new empty.Empty()),
    handshake: () => callUnary(client, AnalyzerService.handshake, new analyzer.AnalyzerHandshakeRequest()),
  };
}

describe("a policy pack", () => {
  test("starts when its stack is configured, with the stack in its environment, and judges", async () => {
    const pack = await startPack(packOf(policyThat(`report("no " + args.name)`)));
    await pack.handshake();
    expect(pack.plugin.printed()).toMatch(/^\d+\n$/);
    await pack.configure();
    expect(pack.plugin.printed()).toContain(`dev {"access:owner":"team"} yes`);
    const found = (await pack.analyze()).getDiagnosticsList();
    expect(found.map((one) => one.getMessage())).toEqual(["d\nno n"]);
  });

  test("starts at the first call where there is no stack to configure", async () => {
    const pack = await startPack(packOf(policyThat("")));
    expect((await pack.analyze()).getDiagnosticsList()).toEqual([]);
  });

  test.each([
    ["that throws", `throw new Error("broken rule")`, { version: "1.0.0" }, "broken rule"],
    ["without a version", policyThat(""), {}, "Version must be defined"],
    ["that needs a package which is not there", `require("absent-package")`, { version: "1.0.0" }, "absent-package"],
    ["that declares no pack", `console.log("nothing to serve")`, { version: "1.0.0" }, "nothing to serve"],
  ])("%s as it loads fails the call that started it", async (_what, script, manifest, reason) => {
    const folder = packOf(script, manifest);
    const pack = await startPack(folder);
    await expect(pack.configure()).rejects.toThrow(
      new RegExp(`Policy pack ${folder}: its process ended with exit code \\d+ before it was ready`),
    );
    await pack.plugin.ended;
    expect(pack.plugin.printed()).toContain(reason);
  });

  test("that dies while it judges fails the pending call and every later one", async () => {
    const folder = packOf(policyThat("process.exit(3)"));
    const pack = await startPack(folder);
    await pack.configure();
    const died = `Policy pack ${folder}: its process ended with exit code 3 before it had answered`;
    await expect(Promise.all([pack.analyze(), pack.analyze()])).rejects.toThrow(died);
    await expect(pack.analyze()).rejects.toThrow(died);
    expect(await pack.plugin.ended).toBe(`${folder}: its process ended with exit code 3.`);
  });

  test("that judges for ever ends when the engine cancels", async () => {
    const pack = await startPack(packOf(policyThat(`console.log("judging"); for (;;);`)));
    await pack.configure();
    const told = expect(pack.analyze()).rejects.toThrow("was ended by SIGTERM before it had answered");
    await vi.waitFor(() => expect(pack.plugin.printed()).toContain("judging"), 20_000);
    await pack.cancel();
    await told;
  });

  test("ends when the engine closes its stream", async () => {
    const pack = await startPack(packOf(policyThat("")));
    await pack.configure();
    const pid = Number(/pid (\d+)/.exec(pack.plugin.printed())?.[1]);
    pack.plugin.cancel();
    await gone(pid);
  });
});

describe("a provider", () => {
  test("gets its folder and the engine's arguments; what it prints goes to the engine", async () => {
    const folder = folderWithRunner("run-plugin", `console.log(4321); console.error(process.argv.slice(2).join(" "));`);
    const provider = (await startHost()).runPlugin("resource", folder);
    expect(await provider.port).toBe(4321);
    expect(await provider.ended).toBeUndefined();
    expect(provider.printed()).toContain(`${folder} 127.0.0.1:1`);
  });

  test("that fails to start is told with its exit code", async () => {
    const folder = folderWithRunner("run-plugin", "process.exit(7)");
    expect(await (await startHost()).runPlugin("resource", folder).ended).toBe(
      `${folder}: its process ended with exit code 7.`,
    );
  });

  test("ends when the engine closes its stream", async () => {
    const folder = folderWithRunner("run-plugin", `console.log(process.pid); setInterval(() => {}, 1000);`);
    const provider = (await startHost()).runPlugin("resource", folder);
    const pid = await provider.port; // it prints its process id in place of a port
    provider.cancel();
    await gone(pid);
  });
});

test.each(["analyzer", "resource"] as const)("without the SDK a plugin (%s) is refused at once", async (kind) => {
  const folder = folderOf({ "package.json": "{}" });
  const ended = await (await startHost()).runPlugin(kind, folder).ended;
  expect(ended).toContain(`(@pulumi/pulumi) is not installed in ${folder}`);
});
