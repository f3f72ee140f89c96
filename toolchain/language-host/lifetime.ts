import { fstatSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";

/** How long a lost connection to the engine may take to come back. */
const RECONNECT_MS = 2_000;

/**
 * Calls `onEnd` when standard input closes. The engine holds its other end and never writes, so this is the engine's
 * death, however it died. Nothing is watched where standard input is not a pipe (started by hand).
 */
export function watchStdin(onEnd: () => void): void {
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return;
  process.stdin.on("end", onEnd).on("error", onEnd).resume();
}

/** Calls `onLost` when the engine was once reached and then no longer. */
export function watchEngine(address: string, onLost: () => void): void {
  const client = new grpc.Client(address, grpc.credentials.createInsecure());
  const channel = client.getChannel();
  const watch = () => {
    channel.watchConnectivityState(channel.getConnectivityState(true), Number.POSITIVE_INFINITY, () => {
      client.waitForReady(Date.now() + RECONNECT_MS, (lost) => (lost ? onLost() : watch()));
    });
  };
  client.waitForReady(Number.POSITIVE_INFINITY, (unreachable) => {
    if (!unreachable) watch();
  });
}
