import { Writable } from "node:stream";
import * as grpc from "@grpc/grpc-js";
import engineService from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engine from "@pulumi/pulumi/proto/engine_pb.js";
import type { Output } from "./host.ts";

/**
 * Tells an engine what a program prints, line by line, as it would have read it from a language host of its own: an engine
 * reads nothing from a host that it did not start.
 */
export function engineOutput(address: () => string): Output {
  let client: InstanceType<typeof engineService.EngineClient> | undefined;
  /** In order: each line waits for the one before it. */
  let last: Promise<void> = Promise.resolve();
  const tell = (line: string, stream: number) => {
    if (line.trim() === "") return;
    last = last.then(
      () =>
        new Promise<void>((resolve) => {
          client ??= new engineService.EngineClient(address(), grpc.credentials.createInsecure());
          const request = new engine.LogRequest();
          request.setSeverity(engine.LogSeverity.INFO);
          request.setMessage(line);
          request.setStreamid(stream);
          client.log(request, () => resolve()); // an engine that is gone reads nothing any more
        }),
    );
  };
  const [stdout, stderr] = [lines((line) => tell(line, 1)), lines((line) => tell(line, 2))];
  return {
    stdout: stdout.stream,
    stderr: stderr.stream,
    async arrived() {
      for (const each of [stdout, stderr]) each.flush();
      await last;
      client?.close();
      client = undefined;
    },
  };
}

/** Takes bytes and gives lines, each with its end; `flush` gives what is left without one. */
function lines(give: (line: string) => void): { stream: Writable; flush: () => void } {
  let pending: Buffer = Buffer.alloc(0);
  const stream = new Writable({
    write(bytes: Buffer, _encoding, done) {
      pending = Buffer.concat([pending, bytes]);
      for (let end = pending.indexOf("\n"); end !== -1; end = pending.indexOf("\n")) {
        give(pending.subarray(0, end + 1).toString());
        pending = pending.subarray(end + 1);
      }
      done();
    },
  });
  return {
    stream,
    flush() {
      if (pending.length > 0) give(pending.toString());
      pending = Buffer.alloc(0);
    },
  };
}
