import type { AwsPlace } from "../../../model/arn.ts";
import type { Calls, CallsByName } from "../../settings/iam-calls.ts";

/** What placeholders stand for, by their names: `account`, `region`, `environment`, `host` … */
export type Filling = Readonly<Record<string, string>>;

/** What every placeholder of a place stands for. */
export function fillingOf({ partition, region, accountId }: AwsPlace): Filling {
  return { partition, region, account: accountId };
}

/**
 * What a document may say by the name of what holds it; undefined where nobody has called for that name. Several fillings
 * are several of a thing, such as senders of mail: all whose name it is count.
 */
export function callsFor(table: CallsByName, name: string, fillings: readonly Filling[]): Calls | undefined {
  for (const [template, calls] of Object.entries(table)) {
    const meant = fillings.filter((filling) => filled(template, filling) === name);
    if (meant.length > 0) return filledCalls(calls, meant);
  }
  return undefined;
}

/** The same, with every placeholder filled in. What has one that no filling knows falls away. */
export function filledCalls({ allow }: Calls, fillings: readonly Filling[]): Calls {
  const all = (texts: readonly string[]) => [
    ...new Set(
      texts.flatMap((text) => fillings.map((each) => filled(text, each)).filter((each) => !placeholder.test(each))),
    ),
  ];
  return {
    allow: allow
      // What is left without anything that it could be done to is not called for; a role's trust never had that.
      .filter(({ on }) => on.length === 0 || all(on).length > 0)
      .map(({ by, only, from, ...call }) => ({
        ...call,
        on: all(call.on),
        ...(by !== undefined && { by: all(by) }),
        ...(from !== undefined && { from: all(from) }),
        ...(only !== undefined && {
          only: Object.fromEntries(Object.entries(only).map(([key, values]) => [key, all(values)])),
        }),
      })),
  };
}

/** IAM's own variables have a `$` before them, and a colon in them. */
const placeholder = /(?<!\$)\{([A-Za-z]+)\}/;

function filled(text: string, filling: Filling): string {
  return text.replaceAll(new RegExp(placeholder, "g"), (whole, name: string) =>
    Object.hasOwn(filling, name) ? (filling[name] ?? whole) : whole,
  );
}
