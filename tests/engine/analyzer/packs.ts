import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { offlineChildEnvironment } from "../../../toolchain/offline-variables.ts";
import type { Base } from "../base.ts";
import { root } from "../world.ts";
import type { Answer, Request } from "./host.ts";

/** A pack that waits to judge one state. */
export interface ServedPack {
  readonly port: number;
  end(): void;
}

/** Packs, each served by one process of its own, that is started when it is first needed. */
export interface Packs {
  /** A pack, from its folder in the checkout, that has judged nothing yet; without a day it judges as of today. */
  serve(pack: string, asOf?: string): Promise<ServedPack>;
  stop(): void;
}

/** The packs of a set-up, in the environment that the engine would start them in. */
export function packsOf({ environment }: Base): Packs {
  const started = new Map<string, PackProcess>();
  return {
    async serve(pack, asOf) {
      const process = started.get(pack) ?? startProcess(join(root, pack), offlineChildEnvironment(environment));
      started.set(pack, process);
      const answer = await process.ask({ serve: { asOf } });
      if ("problem" in answer) throw new Error(`${pack} could not be served: ${answer.problem}`);
      return { port: answer.port, end: () => process.tell({ end: answer.port }) };
    },
    stop() {
      for (const { child } of started.values()) child.kill();
    },
  };
}

interface PackProcess {
  readonly child: ChildProcess;
  tell(request: Request): void;
  ask(request: Request): Promise<Answer>;
}

function startProcess(cwd: string, env: Record<string, string>): PackProcess {
  // The SDK prints the ports; what goes wrong is on the other stream.
  const stdio = ["ignore", "ignore", "inherit", "ipc"] as const;
  const child = fork(join(root, "tests/engine/analyzer/host.ts"), {
    cwd,
    env,
    execArgv: ["--stack-trace-limit=0"],
    stdio: [...stdio],
  });
  const waiting: PromiseWithResolvers<Answer>[] = [];
  let ended: string | undefined;
  child.on("message", (answer: Answer) => waiting.shift()?.resolve(answer));
  child.on("exit", (code, signal) => {
    ended = `its process ended with ${signal ?? code}`;
    for (const each of waiting.splice(0)) each.resolve({ problem: ended });
  });
  return {
    child,
    tell: (request) => void child.send(request, () => {}),
    ask(request) {
      if (ended !== undefined) return Promise.resolve({ problem: ended });
      const answer = Promise.withResolvers<Answer>();
      waiting.push(answer);
      child.send(request);
      return answer.promise;
    },
  };
}
