import { checkServices } from "../../settings/notify-variables.ts";
import { listed } from "../grants.ts";
import { fields, list, shown } from "../reading.ts";
import type { Job } from "./workflow.ts";
import { hasOnly, isEqual } from "./workflow-job.ts";
import { commandPattern } from "./workflow-script.ts";

/** What is wrong with what a check has running beside it: an image, rights or mounts that nothing calls for. */
export function checkServiceProblems({ id, fields: job }: Job): string[] {
  if (job.services === undefined) return [];
  return Object.entries(fields(job.services)).flatMap(([name, value]) => {
    const known = Object.hasOwn(checkServices, name) ? checkServices[name] : undefined;
    if (known === undefined)
      return [`${id} has the service ${name} beside it, which is not known: ${listed(Object.keys(checkServices))} is`];
    const service = fields(value);
    const { image, env, options, ports } = service;
    const asKnown =
      hasOnly(service, ["image", "env", "options", "ports"]) &&
      commandPattern(known.image).test(shown(image)) &&
      isEqual(env, known.env) &&
      (options === undefined || options === known.options) &&
      list(ports).every((port) => commandPattern(known.ports).test(shown(port)));
    return asKnown
      ? []
      : [`${id} has the service ${name} beside it otherwise than policies/settings/notify-variables.ts has it`];
  });
}
