import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import service from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { expect, onTestFinished, test } from "vitest";
import { packages } from "../../../toolchain/offline-providers/packages.ts";
import { type Purpose, shareProviders } from "../../../toolchain/offline-providers/shared.ts";
import { fromWire, toWire } from "../../../toolchain/offline-providers/wire.ts";

// Engines of one run meet the providers here, each by connections of its own.

const URN = "urn:pulumi:test::project::aws:sns/topic:Topic::alerts";

const shared = await shareProviders({ PATH: process.env.PATH ?? "" });

/** The address of a provider, as the engine is told it. */
function addressOf(purpose: Purpose, name: string): string {
  const ports = new Map(
    (shared[purpose].GATEHOUSE_SHARED_PROVIDERS ?? "").split(",").map((each) => each.split(":") as [string, string]),
  );
  return `127.0.0.1:${ports.get(name)}`;
}

/** A connection of its own, as the engine opens one for each provider resource. */
function connect(purpose: Purpose, name = "aws") {
  const client = new service.ResourceProviderClient(addressOf(purpose, name), grpc.credentials.createInsecure(), {
    "grpc.use_local_subchannel_pool": 1,
  });
  onTestFinished(() => client.close());
  const ask = <Response>(method: string, request: unknown): Promise<Response> =>
    new Promise((resolve, reject) => {
      const call = (
        client as unknown as Record<string, (request: unknown, done: grpc.requestCallback<Response>) => void>
      )[method];
      call?.call(client, request, (error, response) => (error ? reject(error) : resolve(response as Response)));
    });
  return {
    ask,
    configure: async (region: string) => {
      await ask("handshake", new proto.ProviderHandshakeRequest());
      await ask("configure", new proto.ConfigureRequest().setArgs(toWire({ gatehouseOffline: "true", region })));
    },
    create: async (preview: boolean) => {
      const request = new proto.CreateRequest()
        .setUrn(URN)
        .setProperties(toWire({ name: "alerts" }))
        .setPreview(preview);
      const made = await ask<InstanceType<typeof proto.CreateResponse>>("create", request);
      return fromWire(made.getProperties()).arn;
    },
  };
}

test("every provider is served, for a preview and for an update", () => {
  for (const purpose of ["preview", "update"] as const) {
    const names = (shared[purpose].GATEHOUSE_SHARED_PROVIDERS ?? "").split(",").map((each) => each.split(":")[0]);
    expect(names).toEqual(packages.map(({ name }) => name));
  }
});

test("each connection has a configuration of its own", async () => {
  const [here, there] = [connect("update"), connect("update")];
  await here.configure("eu-west-1");
  await there.configure("us-east-1");
  expect([await here.create(false), await there.create(false)]).toEqual([
    expect.stringContaining(":eu-west-1:"),
    expect.stringContaining(":us-east-1:"),
  ]);
});

test("what was not configured does nothing", async () => {
  await expect(connect("update").create(false)).rejects.toMatchObject({
    details: "the connection to the offline provider has no configuration, so nothing was done; run it again",
  });
});

test("the providers of a preview refuse to write", async () => {
  const preview = connect("preview");
  await preview.configure("eu-west-1");
  await expect(preview.create(false)).rejects.toMatchObject({
    details: expect.stringContaining("a preview tried to create"),
  });
  expect(await preview.create(true)).toBeDefined();
});

test("they end with who started them, even when that is killed", async () => {
  const module = fileURLToPath(new URL("../../../toolchain/offline-providers/shared.ts", import.meta.url));
  const script = `
    const { shareProviders } = await import(${JSON.stringify(module)});
    console.log((await shareProviders({})).preview.GATEHOUSE_SHARED_PROVIDERS);
    setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: starter.stdout }), "line")) as [string];
  const client = new grpc.Client(`127.0.0.1:${line.split(",")[0]?.split(":")[1]}`, grpc.credentials.createInsecure());
  onTestFinished(() => client.close());
  await new Promise<void>((resolve, reject) =>
    client.waitForReady(Date.now() + 20_000, (error) => (error ? reject(error) : resolve())),
  );
  const channel = client.getChannel();
  starter.kill("SIGKILL");
  await expect
    .poll(() => channel.getConnectivityState(true), { timeout: 20_000 })
    .toBe(grpc.connectivityState.TRANSIENT_FAILURE);
});
