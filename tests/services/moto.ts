import { createInterface } from "node:readline";
import { execa } from "execa";
import { pythonEnvironment, pythonTools } from "./python-tools.ts";

/** moto on loopback: AWS as its clients see it, with nothing in it. */
export interface Moto {
  readonly url: string;
  /** What AWS's tools need to talk to it, and to nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where its tools and everything else are looked for. */
  readonly path: string;
  stop(): Promise<void>;
}

/** Starts moto on a port of its own, with more settings of its own. Throws when it does not come up. */
export async function startMoto(more: Readonly<Record<string, string>> = {}): Promise<Moto> {
  const tools = pythonEnvironment(await pythonTools(), process.env.PATH ?? "");
  const child = execa("python3", ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    env: { ...tools, PYTHONUNBUFFERED: "1", ...more },
    stdin: "ignore",
    all: true,
    buffer: false,
    reject: false,
  });
  const said: string[] = [];
  let url: string | undefined;
  const lines = createInterface({ input: child.all });
  const up = new Promise<string>((resolve, reject) => {
    lines.on("line", (line) => {
      if (url !== undefined) return;
      said.push(line);
      url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    void child.then(() => reject(new Error(`moto did not start:\n${said.join("\n")}`)));
  });
  url = await up;
  const environment = {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: "AKIAMADEUPMADEUPMADE",
    AWS_SECRET_ACCESS_KEY: "made-up",
    AWS_PAGER: "",
    AWS_EC2_METADATA_DISABLED: "true",
    PYTHONPATH: tools.PYTHONPATH ?? "",
  };
  return {
    url,
    environment,
    path: tools.PATH ?? "",
    stop: async () => {
      child.kill("SIGTERM", undefined);
      await child;
    },
  };
}
