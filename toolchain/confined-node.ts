/**
 * The arguments by which Node.js runs a program, which a change may have written. It reads, and
 * talks to the engine. It writes no file, by no database either, which the permission model does not see, starts no process and no thread, loads no addon, and no signal opens its
 * debugger; so nothing that judges is another afterwards. Only what it compiles may it keep, in the folder `env` names.
 */
export function confinedNode(env: NodeJS.ProcessEnv): string[] {
  const cache = env.NODE_COMPILE_CACHE;
  return [
    "--permission",
    "--allow-fs-read=*",
    ...(cache === undefined || cache === "" ? [] : [`--allow-fs-write=${cache}`]),
    "--no-experimental-sqlite",
    "--disable-sigusr1",
  ];
}
