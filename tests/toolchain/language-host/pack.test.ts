import { PassThrough } from "node:stream";
import analyzerService from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { expect, test } from "vitest";
import type { Ending } from "../../../toolchain/language-host/child.ts";
import { servePack, stackEnvironment } from "../../../toolchain/language-host/pack.ts";
import { environmentOf } from "../../../toolchain/language-host/plugin.ts";
import { callUnary, clientOf } from "./fixture.ts";

test("a pack that is never ready is stopped, and the call that started it fails", async () => {
  const stopped = Promise.withResolvers<Ending>();
  const server = await servePack({
    name: "slow-pack",
    startLimit: 10,
    cancelled: new AbortController().signal,
    print() {},
    start: () => ({
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      ended: stopped.promise,
      stop() {
        stopped.resolve({ signal: "SIGTERM" });
        return stopped.promise;
      },
    }),
  });
  const call = callUnary(clientOf(server.port), analyzerService.AnalyzerService.analyze, new analyzer.AnalyzeRequest());
  await expect(call).rejects.toThrow("Policy pack slow-pack: it was not ready after 0.01 s");
  expect(await stopped.promise).toEqual({ signal: "SIGTERM" });
  server.close();
});

test("a pack is told its stack by its environment", () => {
  const request = new analyzer.AnalyzerStackConfigureRequest()
    .setOrganization("acme")
    .setProject("access")
    .setStack("dev")
    .setDryRun(true)
    .setConfigSecretKeysList(["access:token"]);
  request.getConfigMap().set("access:token", "s");
  expect(stackEnvironment(request.serializeBinary())).toEqual({
    PULUMI_NODEJS_ORGANIZATION: "acme",
    PULUMI_NODEJS_PROJECT: "access",
    PULUMI_NODEJS_STACK: "dev",
    PULUMI_NODEJS_DRY_RUN: "true",
    PULUMI_CONFIG: `{"access:token":"s"}`,
    PULUMI_CONFIG_SECRET_KEYS: `["access:token"]`,
  });
});

test("the engine's environment is a list in which the later entry wins", () => {
  expect(environmentOf(["A=1", "B=x=y", "A=2", "C="])).toEqual({ A: "2", B: "x=y", C: "" });
});
