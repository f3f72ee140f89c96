import * as grpc from "@grpc/grpc-js";
import service from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { expect, onTestFinished, test } from "vitest";
import { packages } from "../../../toolchain/offline-providers/packages.ts";
import { type Purpose, serveProviders } from "../../../toolchain/offline-providers/shared.ts";
import { fromWire, toWire } from "../../../toolchain/offline-providers/wire.ts";

// Engines of one run meet the providers here, each by connections of its own.

const URN = "urn:pulumi:test::project::aws:sns/topic:Topic::alerts";

const shared = await serveProviders();

/** A connection of its own, as the engine opens one for each provider resource. */
function connect(purpose: Purpose, name = "aws") {
  const client = new service.ResourceProviderClient(
    `127.0.0.1:${shared[purpose][name]}`,
    grpc.credentials.createInsecure(),
    {
      "grpc.use_local_subchannel_pool": 1,
    },
  );
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
    expect(Object.keys(shared[purpose])).toEqual(packages.map(({ name }) => name));
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
