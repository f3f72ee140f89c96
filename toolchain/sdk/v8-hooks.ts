import { Session } from "node:inspector";

/** What `runtime/closure/v8Hooks.js` of the SDK exports. */
export interface V8Hooks extends Record<string, unknown> {
  isInitializedAsync(): Promise<void>;
  getSessionAsync(): Promise<Session>;
  getScriptUrl(scriptId: string): string | undefined;
}

/**
 * The SDK's link to V8's inspector, made when somebody asks for it. The SDK makes it at the start of every program, which
 * then runs under a debugger. One that begins to listen before it is switched on is told of all scripts there are, so
 * nothing is lost by being late.
 */
export function lazyV8Hooks(): V8Hooks {
  const urls = new Map<string, string>();
  let session: Promise<Session> | undefined;
  const open = async () => {
    const opened = new Session();
    opened.connect();
    opened.on("Debugger.scriptParsed", ({ params }) => void urls.set(params.scriptId, params.url));
    await new Promise<void>((resolve, reject) => {
      opened.post("Debugger.enable", (error) => (error ? reject(error) : resolve()));
    });
    return opened;
  };
  return {
    isInitializedAsync: async () => {},
    getSessionAsync: () => {
      session ??= open();
      return session;
    },
    getScriptUrl: (scriptId) => urls.get(scriptId),
  };
}
