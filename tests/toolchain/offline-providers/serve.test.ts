import * as grpc from "@grpc/grpc-js";
import service from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { github } from "../../../toolchain/offline-providers/github/package.ts";
import { OfflineProvider } from "../../../toolchain/offline-providers/provider.ts";
import { type Served, serve } from "../../../toolchain/offline-providers/serve.ts";
import { fromWire, Secret, toWire, UNKNOWN } from "../../../toolchain/offline-providers/wire.ts";

// The provider as the engine meets it: over gRPC.

const URN = "urn:pulumi:test::project::component:x:Y$github:index/teamMembership:TeamMembership::ada";

let served: Served;
let client: InstanceType<typeof service.ResourceProviderClient>;

beforeEach(async () => {
  served = await serve(new OfflineProvider(github, { readOnly: false }));
  client = new service.ResourceProviderClient(`127.0.0.1:${served.port}`, grpc.credentials.createInsecure());
});

afterEach(() => {
  client.close();
  served.close();
});

test("asks for secrets and previews, and for plain ids instead of references", async () => {
  const request = new proto.ConfigureRequest();
  request.setArgs(toWire({ gatehouseOffline: "true", owner: "example-org" }));
  const response = await ask<InstanceType<typeof proto.ConfigureResponse>>("configure", request);
  expect(response.toObject()).toMatchObject({
    acceptsecrets: true,
    supportspreview: true,
    acceptresources: false,
    acceptoutputs: false,
    supportsAutonamingConfiguration: true,
  });
});

test("carries failures with their paths", async () => {
  const request = new proto.CheckRequest();
  request.setUrn(URN);
  request.setNews(toWire({ teamId: UNKNOWN, username: new Secret("ada"), role: "owner" }));
  const response = await ask<InstanceType<typeof proto.CheckResponse>>("check", request);
  expect(response.getFailuresList().map((failure) => failure.toObject())).toEqual([
    { property: "role", reason: "expected one of `member`, `maintainer`, got `owner`" },
  ]);
  expect(fromWire(response.getInputs())).toMatchObject({ teamId: UNKNOWN, username: new Secret("ada") });
});

test("carries a diff as deep as it lies", async () => {
  const request = new proto.DiffRequest();
  request.setUrn(URN);
  request.setOldInputs(toWire({ teamId: "1", username: "ada", role: "member" }));
  request.setNews(toWire({ teamId: "1", username: "grace", role: "maintainer" }));
  const response = await ask<InstanceType<typeof proto.DiffResponse>>("diff", request);
  expect(response.getChanges()).toBe(proto.DiffResponse.DiffChanges.DIFF_SOME);
  expect(response.getReplacesList()).toEqual(["username"]);
  expect(response.getDetaileddiffMap().get("username")?.getKind()).toBe(proto.PropertyDiff.Kind.UPDATE_REPLACE);
  expect(response.getDetaileddiffMap().get("role")?.getKind()).toBe(proto.PropertyDiff.Kind.UPDATE);
});

test("creates, previews and deletes", async () => {
  const request = new proto.CreateRequest();
  request.setUrn(URN);
  request.setProperties(toWire({ teamId: "1", username: "ada", role: "member" }));
  const made = await ask<InstanceType<typeof proto.CreateResponse>>("create", request);
  expect(made.getId()).toBe("1:ada");
  request.setPreview(true);
  const previewed = await ask<InstanceType<typeof proto.CreateResponse>>("create", request);
  expect(previewed.getId()).toBe("");
  expect(fromWire(previewed.getProperties())).toMatchObject({ etag: UNKNOWN });
  const deletion = new proto.DeleteRequest();
  deletion.setUrn(URN);
  await expect(ask("delete", deletion)).resolves.toBeDefined();
});

test("refuses in words, without a stack", async () => {
  const request = new proto.CreateRequest();
  request.setUrn("urn:pulumi:test::project::github:index/issue:Issue::x");
  await expect(ask("create", request)).rejects.toMatchObject({
    code: grpc.status.INVALID_ARGUMENT,
    details:
      "the offline github provider does not know github:index/issue:Issue; add a table in toolchain/offline-providers/github/",
  });
});

test.each([
  ["construct", "ConstructRequest", "has no components"],
  ["call", "CallRequest", "has no methods"],
  ["parameterize", "ParameterizeRequest", "has no parameters"],
] as const)("refuses %s by name", async (method, message, reason) => {
  await expect(ask(method, new proto[message]())).rejects.toMatchObject({
    details: `the offline github provider ${reason}`,
  });
});

function ask<Response>(method: string, request: unknown): Promise<Response> {
  const methods = client as unknown as Record<
    string,
    (request: unknown, callback: (error: Error | null, response: Response) => void) => void
  >;
  return new Promise((resolve, reject) =>
    methods[method]?.call(client, request, (error, response) => (error ? reject(error) : resolve(response))),
  );
}
