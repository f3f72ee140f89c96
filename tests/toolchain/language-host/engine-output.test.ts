import * as grpc from "@grpc/grpc-js";
import engineService from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engine, { type LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { expect, onTestFinished, test } from "vitest";
import { engineOutput } from "../../../toolchain/language-host/engine-output.ts";
import { listen } from "../../../toolchain/language-host/pack.ts";

/** An engine that keeps what it is told. */
async function startEngine() {
  const told: string[] = [];
  const server = new grpc.Server();
  const log: grpc.handleUnaryCall<LogRequest, unknown> = ({ request }, answer) => {
    expect(request.getSeverity()).toBe(engine.LogSeverity.INFO);
    told.push(`${request.getStreamid()} ${request.getMessage()}`);
    answer(null, new empty.Empty());
  };
  const others = Object.keys(engineService.EngineService).map((name) => [name, log]);
  server.addService(engineService.EngineService, Object.fromEntries(others));
  const port = await listen(server);
  onTestFinished(() => server.forceShutdown());
  return { told, address: `127.0.0.1:${port}` };
}

test("what a program prints reaches the engine line by line, whole and in order, before it counts as ended", async () => {
  const { told, address } = await startEngine();
  const output = engineOutput(() => address);
  const [first, second] = [Buffer.from("Schl"), Buffer.from("ü")];
  output.stdout.write(Buffer.concat([first, second.subarray(0, 1)]));
  output.stdout.write(Buffer.concat([second.subarray(1), Buffer.from("ssel\n\nsecond\nlast, without an end")]));
  output.stderr.write("a warning\n");
  await output.arrived();
  expect(told).toEqual(["1 Schlüssel\n", "1 second\n", "2 a warning\n", "1 last, without an end"]);
});

test("an engine that is gone keeps nothing waiting", async () => {
  const output = engineOutput(() => "127.0.0.1:1");
  output.stdout.write("nobody reads this\n");
  await output.arrived();
});
