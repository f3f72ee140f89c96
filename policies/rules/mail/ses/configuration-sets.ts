import { problems } from "../../grants.ts";
import { fields, list, shown } from "../../reading.ts";
import type { ResourceRule, StackRule } from "../../rule.ts";
import { about, identityOf, isFirstVersion, sendersOfStack, sesTypes } from "./declared.ts";

const suppressed = ["BOUNCE", "COMPLAINT"];

/** How mail is handed on: encrypted, watched, and not to those who bounced or complained. */
export const sesConfigurationSets: ResourceRule = {
  name: "ses-configuration-sets-strict",
  clauses: ["EMAIL-7"],
  level: "mandatory",
  description:
    "A configuration set of SES requires TLS, publishes reputation metrics, sends, and suppresses addresses that bounced or complained; so does the account.",
  remedy:
    "Declare an aws.sesv2.ConfigurationSet with tlsPolicy REQUIRE, reputationMetricsEnabled true, sendingEnabled true and suppressedReasons BOUNCE and COMPLAINT.",
  scope: "resource",
  types: [...sesTypes.set, ...sesTypes.suppression],
  judge: (resource) => {
    const { props } = resource;
    if (about([resource], "suppression").length === 1) return suppressionProblems(props.suppressedReasons);
    const first = isFirstVersion(resource);
    const { tlsPolicy } = fields(props.deliveryOptions);
    const metrics = first ? props.reputationMetricsEnabled : fields(props.reputationOptions).reputationMetricsEnabled;
    const sends = first ? props.sendingEnabled : fields(props.sendingOptions).sendingEnabled;
    return [
      ...problems(
        tlsPolicy !== (first ? "Require" : "REQUIRE") &&
          `its tlsPolicy is ${shown(tlsPolicy ?? "not set")}, so mail may go unencrypted`,
        metrics !== true && "it publishes no reputation metrics",
        sends !== undefined && sends !== true && "it does not send",
        first && "this version of SES's interface does not say whom it suppresses",
      ),
      ...(first ? [] : suppressionProblems(fields(props.suppressionOptions).suppressedReasons)),
    ];
  },
};

function suppressionProblems(reasons: unknown): string[] {
  const given = list(reasons).map(shown);
  return suppressed
    .filter((reason) => !given.includes(reason))
    .map((reason) => `it goes on writing to addresses after a ${reason.toLowerCase()}`);
}

/** Nobody sends past the configuration set by leaving it out. */
export const sesConfigurationSetsUsed: StackRule = {
  name: "ses-configuration-sets-used",
  clauses: ["EMAIL-7"],
  level: "mandatory",
  description: "Each SES identity has a configuration set of this stack, which mail that names none is sent with.",
  remedy: "Set configurationSetName of the identity to the set that the stack makes for it.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const sets = about(resources, "set").map(({ props }) => shown(props.configurationSetName ?? props.name));
    return sendersOfStack(register, stack).map(({ host }) => {
      const used = about(resources, "identity")
        .filter((each) => identityOf(each) === host)
        .map(({ props }) => props.configurationSetName);
      return {
        subject: `configuration set of ${host}`,
        problems: problems(
          used.length === 0 && "there is no identity that could have one",
          ...used.map(
            (name) =>
              (name === undefined && "the identity has none") ||
              (!sets.includes(shown(name)) && `${shown(name)} is not in this stack`),
          ),
        ),
      };
    });
  },
};
