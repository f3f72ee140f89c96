import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { offlineChildEnvironment } from "../../../toolchain/offline-variables.ts";
import type { PolicyEvent } from "../analyze.ts";
import type { Base } from "../base.ts";
import type { ExportedState } from "../state.ts";
import { root } from "../world.ts";
import type { Answer, Question } from "./host.ts";
import { requestsOf } from "./requests.ts";

/** Processes that hold the packs, started when they are first needed. */
export interface Packs {
  /** What a pack, from its folder in the checkout, says of a state; without a day it judges as of today. */
  judge(state: ExportedState, pack: string, asOf?: string): Promise<readonly PolicyEvent[]>;
  stop(): void;
}

/** The packs of a set-up, in the environment that the engine would start them in; a process on each core. */
export function packsOf({ environment }: Base): Packs {
  const processes: PackProcess[] = [];
  const idlest = (): PackProcess => {
    const [found] = processes.toSorted((a, b) => a.waiting.size - b.waiting.size);
    if (found !== undefined && (found.waiting.size === 0 || processes.length >= availableParallelism())) return found;
    const started = startProcess(offlineChildEnvironment(environment));
    processes.push(started);
    return started;
  };
  let asked = 0;
  return {
    async judge(state, pack, asOf) {
      const answer = await idlest().ask({ id: asked++, pack, asOf, ...requestsOf(state) });
      if ("problem" in answer) throw new Error(`${pack} could not judge: ${answer.problem}`);
      return answer.events;
    },
    stop() {
      for (const { child } of processes) child.kill();
    },
  };
}

interface PackProcess {
  readonly child: ChildProcess;
  /** What has been asked and not answered, by its id. */
  readonly waiting: Map<number, (answer: Answer) => void>;
  ask(question: Question): Promise<Answer>;
}

function startProcess(env: Record<string, string>): PackProcess {
  const child = fork(join(root, "tests/engine/analyzer/host.ts"), {
    env,
    execArgv: ["--stack-trace-limit=0"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let ended: string | undefined;
  child.on("message", (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on("exit", (code, signal) => {
    ended = `its process ended with ${signal ?? code}`;
    for (const [id, give] of waiting) give({ id, problem: ended });
    waiting.clear();
  });
  return {
    child,
    waiting,
    ask(question) {
      if (ended !== undefined) return Promise.resolve({ id: question.id, problem: ended });
      const answer = Promise.withResolvers<Answer>();
      waiting.set(question.id, answer.resolve);
      child.send(question);
      return answer.promise;
    },
  };
}
