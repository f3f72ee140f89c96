import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  body: string;
}

export interface Issue extends Omit<Comment, "id"> {
  readonly number: number;
  title: string;
  state: string;
  readonly pull_request?: object;
}

/** What GitHub answers once, in place of what it would. */
export interface Answer {
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server on this machine that speaks the part of GitHub's REST API that we use, for the repository `example/gatehouse`. */
export interface GitHub {
  readonly url: string;
  /** The head of pull request 7, the only one. */
  readonly head: string;
  readonly comments: Comment[];
  readonly issues: Issue[];
  /** SARIF logs that it was handed, as they came. */
  readonly uploads: { readonly commit_sha: string; readonly ref: string; readonly sarif: string }[];
  /** What it says of a log that it was handed, look by look; the last is repeated. */
  readonly processing: { processing_status: string; errors?: string[] }[];
  /** Artifacts of runs, by what they are called, and the runs. */
  readonly artifacts: {
    readonly id: number;
    readonly name: string;
    readonly expired: boolean;
    readonly workflow_run: { id: number };
  }[];
  readonly runs: Record<number, object>;
  /** Answers that come first, before it does what it is asked. */
  readonly troubles: Answer[];
  /** What it was asked for so far, as `GET /path`. */
  readonly requests: string[];
  /** The requests that change something. */
  writes(): string[];
}

/** The account that the token is of. */
export const robot = "github-actions[bot]";
export const token = "a-token-of-the-tests";

const at = "/repos/example/gatehouse";
/** Items on a page, fewer than GitHub's, so that the second page is reached. */
const page = 3;

/** Starts one, which ends with the test. */
export async function startGitHub(): Promise<GitHub> {
  const state = {
    head: "a".repeat(40),
    comments: [] as Comment[],
    issues: [] as Issue[],
    uploads: [] as GitHub["uploads"],
    processing: [{ processing_status: "complete" }],
    artifacts: [] as GitHub["artifacts"],
    runs: {} as Record<number, object>,
    troubles: [] as Answer[],
    requests: [] as string[],
  };
  const server = createServer(async (request, response): Promise<unknown> => {
    state.requests.push(`${request.method} ${request.url?.split("?")[0]}`);
    const trouble = state.troubles.shift();
    if (request.headers.authorization !== `token ${token}`)
      return answer(response, { status: 401, message: "Bad credentials" });
    if (trouble !== undefined) return answer(response, trouble);
    return route(request, response, await bodyOf(request));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...state, url, writes: () => state.requests.filter((request) => !request.startsWith("GET ")) };

  // biome-ignore lint/suspicious/noExplicitAny: as it came
  function route(request: IncomingMessage, response: ServerResponse, sent: any): unknown {
    const { pathname, searchParams } = new URL(request.url ?? "", url);
    const [, kind, number] = /^\/repos\/example\/gatehouse\/(.*?)\/?(\d+)?$/.exec(pathname) ?? [];
    const id = Number(number);
    switch (`${request.method} ${pathname.replace(/\d+/, "N")}`) {
      case `GET ${at}`:
        return json(response, { id: 42, default_branch: "main" });
      case `GET ${at}/actions/artifacts`: {
        const artifacts = state.artifacts.filter(({ name }) => name === searchParams.get("name"));
        return json(response, { total_count: artifacts.length, artifacts });
      }
      case `GET ${at}/actions/runs/N`:
        return json(response, state.runs[id]);
      case `GET ${at}/pulls/N`:
        return id === 7 ? json(response, { number: 7, head: { sha: state.head } }) : answer(response, { status: 404 });
      case `GET ${at}/issues/N/comments`:
        return pages(request, response, state.comments);
      case `POST ${at}/issues/N/comments`: {
        const comment = {
          id: 1 + Math.max(0, ...state.comments.map((each) => each.id)),
          user: { login: robot },
          ...sent,
        };
        state.comments.push(comment);
        return json(response, comment, 201);
      }
      case `PATCH ${at}/issues/comments/N`:
        return json(response, Object.assign(state.comments.find((each) => each.id === id) ?? {}, sent));
      case `DELETE ${at}/issues/comments/N`:
        state.comments.splice(
          state.comments.findIndex((each) => each.id === id),
          1,
        );
        return response.writeHead(204).end();
      case `GET ${at}/issues`:
        return pages(
          request,
          response,
          state.issues.filter(({ state: word, user }) => word === "open" && user.login === searchParams.get("creator")),
        );
      case `POST ${at}/issues`: {
        const issue = { number: 1 + state.issues.length, user: { login: robot }, state: "open", ...sent };
        state.issues.push(issue);
        return json(response, issue, 201);
      }
      case `PATCH ${at}/issues/N`:
        return json(response, Object.assign(state.issues.find((each) => each.number === id) ?? {}, sent));
      case `POST ${at}/code-scanning/sarifs`:
        state.uploads.push(sent);
        return json(response, { id: "one" }, 202);
      case `GET ${at}/code-scanning/sarifs/one`:
        return json(response, state.processing.length > 1 ? state.processing.shift() : state.processing[0]);
      default:
        return answer(response, { status: 404, message: `Not Found: ${kind}` });
    }
  }

  /** One page of a list, with the links to the others that GitHub gives. */
  function pages(request: IncomingMessage, response: ServerResponse, items: readonly object[]): void {
    const link = new URL(request.url ?? "", url);
    const here = Number(link.searchParams.get("page") ?? 1);
    const last = Math.max(1, Math.ceil(items.length / page));
    const to = (number: number, rel: string) => {
      link.searchParams.set("page", String(number));
      return `<${link}>; rel="${rel}"`;
    };
    const links = here < last ? [to(here + 1, "next"), to(last, "last")] : [];
    if (links.length > 0) response.setHeader("link", links.join(", "));
    json(response, items.slice((here - 1) * page, here * page));
  }
}

async function bodyOf(request: IncomingMessage): Promise<object> {
  let text = "";
  for await (const part of request) text += part;
  return text === "" ? {} : JSON.parse(text);
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function answer(response: ServerResponse, { status, message = "Not Found", headers = {} }: Answer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify({ message }));
}
