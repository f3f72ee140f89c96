/** The options of the commands, as npm names them in the environment when it takes them for its own. */
const options = {
  npm_config_live: "--live",
  npm_config_as_of: "--as-of",
  npm_config_base: "--base",
  npm_config_json: "--json",
  npm_config_markdown: "--markdown",
  npm_config_sarif: "--sarif",
  npm_config_junit: "--junit",
  npm_config_html: "--html",
  npm_config_register: "--register",
  npm_config_drift: "--drift",
  npm_config_save_plans: "--save-plans",
  npm_config_plans: "--plans",
  npm_config_commit: "--commit",
  npm_config_watch: "--watch",
  npm_config_write_day: "--write-day",
};

/**
 * The options that npm has kept for itself because no `--` stood before them (`npm run preview --live`). Without this,
 * a live preview would run offline, and a person might not notice.
 */
export function swallowedOptions(environment: NodeJS.ProcessEnv): string[] {
  return Object.entries(options).flatMap(([name, option]) => (environment[name] === undefined ? [] : [option]));
}
