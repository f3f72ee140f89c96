import { createServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { watchEngine } from "../../../toolchain/language-host/lifetime.ts";

test("an engine that was reached and goes away is noticed", async () => {
  const engine = createServer();
  const reached = new Promise<ServerHttp2Session>((resolve) => engine.on("session", resolve));
  await new Promise<void>((listening) => engine.listen(0, "127.0.0.1", listening));
  const lost = Promise.withResolvers<string>();
  watchEngine(`127.0.0.1:${(engine.address() as AddressInfo).port}`, () => lost.resolve("lost"));
  const session = await reached;
  await new Promise((settled) => session.once("localSettings", settled)); // the client has answered: it is connected
  engine.close();
  session.destroy();
  expect(await lost.promise).toBe("lost");
});
