import { awsAnswer, NoSuch } from "./aws.ts";
import { githubAnswer } from "./github.ts";
import type { Kept } from "./kept.ts";
import { cloudflareAnswer, hcloudAnswer, linodeAnswer } from "./others.ts";

/** What is asked of a made-up service: words as after `aws`, or the path of a GET. */
export interface Question {
  readonly service: string;
  readonly words: readonly string[];
  /** AWS: whose answer is wanted, and where. */
  readonly account?: string;
  readonly region?: string;
}

/**
 * What the made-up services answer, in the shapes of the real ones, as text. `zones` are the names of Cloudflare's zones by
 * id. Throws where a service knows no such call.
 */
export function answerOf(kept: readonly Kept[], zones: ReadonlyMap<string, string>, question: Question): string {
  const { service, words, account = "", region = "" } = question;
  const [path = ""] = words;
  try {
    const services = {
      // As `gh api --slurp` prints it: a list of pages.
      github: () => slurped(githubAnswer(kept, path)),
      aws: () => awsAnswer(kept, { account, region }, words),
      cloudflare: () => cloudflareAnswer(kept, path, zones),
      linode: () => linodeAnswer(kept, path),
      hcloud: () => hcloudAnswer(kept, path),
    } as Readonly<Record<string, () => unknown>>;
    const answer = services[service]?.();
    if (answer === undefined) throw new Error(`the offline ${service} does not answer ${words.join(" ")}`);
    return answer === "" ? "" : `${JSON.stringify(answer, undefined, 2)}\n`;
  } catch (error) {
    if (error instanceof NoSuch) return `\n${error.message}\n`;
    throw error;
  }
}

const slurped = (page: unknown) => (page === undefined ? undefined : [page]);
