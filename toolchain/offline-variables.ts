import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { compileCache } from "./compile-cache.ts";

/**
 * No secret: it lets the engine's secrets mechanism work where there is nothing to protect.
 */
const PASSPHRASE = "gatehouse-offline";

/** What a program needs to run and print; nothing else of the user's environment reaches an offline run. */
export const INHERITED =
  /^(PATH|HOME|USER|LOGNAME|SHELL|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|CI|LD_LIBRARY_PATH|GATEHOUSE_[A-Z_]+)$/;

/** The variables of the set-up that is kept in a folder, also before it is there. */
export function offlineVariables(folder: string): Record<string, string> {
  const bin = join(folder, "bin");
  const path = (process.env.PATH ?? "").split(delimiter).filter((entry) => entry !== bin);
  return {
    PATH: [bin, ...path].join(delimiter),
    GATEHOUSE_OFFLINE: "1",
    GATEHOUSE_LANGUAGE_HOST: join(folder, "language-host"),
    NODE_COMPILE_CACHE: compileCache.judge,
    PULUMI_HOME: join(folder, "home"),
    // Without the files beside each file that would say of what type it is: one that is cut off keeps the state from being read.
    PULUMI_BACKEND_URL: `${pathToFileURL(join(folder, "state")).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    // Not the keyring of the user's desktop.
    PULUMI_CREDENTIAL_STORE: "plaintext",
    // A provider on PATH would talk to the real service, and one that is missing here is a mistake, not to be downloaded.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    PULUMI_DISABLE_CI_DETECTION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_SUPPRESS_NEO_LINK: "true",
    // `pulumi stack rm` would delete the stack's settings file, which is under version control.
    PULUMI_OPTION_PRESERVE_CONFIG: "true",
  };
}

/**
 * The complete environment of a child that runs offline: of the user's own only what a program needs to run and print,
 * so no credential, and no setting of another Pulumi or provider.
 */
export function offlineChildEnvironment(
  environment: Readonly<Record<string, string>>,
  own: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const inherited = Object.entries(own).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && INHERITED.test(entry[0]),
  );
  return { ...Object.fromEntries(inherited), ...environment };
}

/** The folder that keeps the offline set-up and its state: `.gatehouse/` of the checkout, if `GATEHOUSE_OFFLINE_FOLDER` names no other. */
export function offlineFolder(root: string, env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.GATEHOUSE_OFFLINE_FOLDER || join(root, ".gatehouse"));
}
