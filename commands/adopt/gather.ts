import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { BadInput } from "../../toolchain/bad-input.ts";
import { makeFolder } from "../../toolchain/make-folder.ts";
import type { Ask } from "./ask.ts";
import { addresses, commandOf } from "./command-of.ts";

/** Asks a service one thing. Gives the text of its answer, also where it is a refusal. */
export type AskService = (ask: Ask) => Promise<string>;

/** Asks everything and keeps the answers in a folder. Only ever reads at the services. */
export async function gather(asks: readonly Ask[], folder: string, askService: AskService): Promise<void> {
  for (const ask of asks) {
    const answer = await askService(ask);
    const file = join(folder, ask.file);
    await makeFolder(dirname(file));
    await writeFile(file, answer, { mode: 0o600 });
  }
}

/** Asks the real services, with the operator's own command lines and tokens. */
export function askLive(env: NodeJS.ProcessEnv = process.env, fetchFrom: typeof fetch = fetch): AskService {
  return async (ask) => {
    const { service, words } = ask;
    if (service === "github" || service === "aws") return fromCommand(commandOf(ask));
    const { base, token } = addresses[service];
    const secret = env[token];
    if (!secret) throw new BadInput(`--live asks ${service}, and ${token} is not set (docs/going-live.md).`);
    return allPages(`${base}${words[0]}`, secret, fetchFrom);
  };
}

async function fromCommand([command = "", ...args]: readonly string[]): Promise<string> {
  const { failed, code, stdout, stderr, shortMessage } = await execa(command, args, { reject: false, stdin: "ignore" });
  if (code === "ENOENT")
    throw new BadInput(`--live asks by \`${command}\`, which is not installed (docs/going-live.md).`);
  if (!failed) return stdout;
  return stdout.trim() === "" ? stderr || shortMessage || "" : stdout;
}

/** All pages, one after the other: each of these services tells in the first how many there are. */
async function allPages(address: string, token: string, fetchFrom: typeof fetch): Promise<string> {
  const texts: string[] = [];
  for (let page = 1, last = 1; page <= last && page <= 1000; page++) {
    const response = await fetchFrom(`${address}&page=${page}`, { headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    texts.push(text);
    last = pagesIn(text);
  }
  return texts.join("\n");
}

function pagesIn(text: string): number {
  try {
    const { pages, result_info: info, meta } = JSON.parse(text);
    return Number(pages ?? info?.total_pages ?? meta?.pagination?.last_page ?? 1);
  } catch {
    return 1; // what is wrong with it is told where it is read
  }
}
