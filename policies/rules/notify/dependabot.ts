import { parse } from "yaml";
import { notifyDependabot } from "../../settings/notify-dependabot.ts";
import { listed, problems } from "../grants.ts";
import { fields, keysBeside, list, shown } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";
import { registeredValue } from "./file-values.ts";
import { fileType, readFile } from "./repository-file.ts";

const { file, ecosystems, always, ofRepository, intervals, mostDays, mostPullRequests } = notifyDependabot;

/**
 * Dependabot opens pull requests with rights of its own, and what it is told to leave out nobody is told of: an ignored
 * dependency, another branch, a registry of somebody's.
 */
export const dependabotAsCalledFor: ResourceRule = {
  name: "notify-dependabot-as-called-for",
  clauses: ["GATE-12"],
  level: "mandatory",
  description:
    "Dependabot looks after every ecosystem of a repository and its actions, from the root, at least once a week, and is told nothing else.",
  remedy:
    "Take components/templates/every/dependabot.yml; an ecosystem more goes into policies/settings/notify-dependabot.ts.",
  scope: "resource",
  types: [fileType],
  judge: (resource, { register }) => {
    const declared = readFile(resource);
    if (!/^\.github\/dependabot\.ya?ml$/i.test(declared.path)) return [];
    if (declared.path !== file) return [`${declared.path} is not ${file}`];
    const config = read(declared.content);
    if (config === undefined) return ["it cannot be read as YAML, each key once"];
    const updates = list(config.updates).map(fields);
    const there = updates.map((update) => update["package-ecosystem"]);
    const known = Object.hasOwn(ofRepository, declared.repository) ? ofRepository[declared.repository] : undefined;
    const registered = registeredValue(register, declared, "ECOSYSTEM");
    const due = [always, ...(known ?? []), ...(registered === undefined ? [] : [registered])];
    return [
      ...others("it", config, ["version", "updates"]),
      ...problems(
        config.version !== 2 && `it is of version ${shown(config.version)}, and not of 2`,
        ...[...new Set(due)].map((each) => !there.includes(each) && `nobody looks after ${each}`),
      ),
      ...updates.flatMap(updateProblems),
    ];
  },
};

function read(content: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return fields(parse(content, { logLevel: "error" }));
  } catch {
    return undefined;
  }
}

const updateKeys = ["package-ecosystem", "directory", "schedule", "cooldown", "open-pull-requests-limit"];

function updateProblems(update: Readonly<Record<string, unknown>>): string[] {
  const ecosystem = shown(update["package-ecosystem"]);
  const { directory, schedule, cooldown, "open-pull-requests-limit": limit } = update;
  return [
    ...others(ecosystem, update, updateKeys),
    ...others(`the schedule of ${ecosystem}`, schedule, ["interval"]),
    ...others(`the cooldown of ${ecosystem}`, cooldown, ["default-days"]),
    ...problems(
      !ecosystems.some((each) => each === ecosystem) && `${ecosystem} is not one of ${listed(ecosystems)}`,
      directory !== "/" && `${ecosystem} is looked for in ${shown(directory)}, and not in /`,
      !intervals.some((each) => each === fields(schedule).interval) &&
        `${ecosystem} is looked at ${shown(fields(schedule).interval)}, and not ${intervals.join(" or ")}`,
      cooldown !== undefined &&
        !isCount(fields(cooldown)["default-days"], mostDays) &&
        `${ecosystem} is left to ripen for ${shown(fields(cooldown)["default-days"])} days, and not for 0 to ${mostDays}`,
      limit !== undefined &&
        !isCount(limit, mostPullRequests) &&
        `${ecosystem} has ${shown(limit)} pull requests at most, and not 0 to ${mostPullRequests}`,
    ),
  ];
}

function isCount(value: unknown, most: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;
}

function others(where: string, value: unknown, keys: readonly string[]): string[] {
  const unknown = keysBeside(value, keys);
  return problems(unknown.length > 0 && `${where} says ${listed(unknown)}, which is not known`);
}
