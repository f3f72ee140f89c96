import type { Ask } from "./ask.ts";
import type { Json } from "./planned.ts";

/** Whose a listing is, where it is not whose it has to be, in words; undefined where nothing says so. */
export function foreignOwner({ of, words }: Ask, items: readonly Json[]): string | undefined {
  if (of.organization !== undefined) return ofOrganization(of.organization, items);
  if (of.account !== undefined) return ofAccount(of.account, of.region, items, words);
  return undefined;
}

function ofOrganization(wanted: string, items: readonly Json[]): string | undefined {
  for (const item of items) {
    for (const found of organizationsIn(item)) {
      if (found.toLowerCase() !== wanted.toLowerCase()) return `is of the organisation ${found}, and not of ${wanted}`;
    }
  }
  return undefined;
}

function organizationsIn(item: Json): string[] {
  const texts = ["full_name", "nameWithOwner"]
    .flatMap((name) => item[name] ?? [])
    .map((text) => String(text).split("/")[0] ?? "");
  const addresses = ["url", "html_url"].flatMap((name) => {
    const [, owner] = /\/(?:orgs|repos)\/([^/]+)/.exec(String(item[name] ?? "")) ?? [];
    return owner ?? [];
  });
  return [...texts, ...addresses];
}

/** Names that are of the thing itself, and not of what it points to. */
const ownArns = [
  ...["Arn", "TopicArn", "SubscriptionArn", "AliasArn", "AlarmArn", "ChatConfigurationArn", "PhoneNumberArn"],
] as const;

function ofAccount(
  account: string,
  region: string | undefined,
  items: readonly Json[],
  [, operation]: readonly string[],
): string | undefined {
  if (operation === "get-caller-identity" && items[0]?.Account !== account) {
    return `is of the account ${items[0]?.Account}, and not of ${account}`;
  }
  for (const item of [...items, ...items.flatMap(({ UserDetailList: users }) => (Array.isArray(users) ? users : []))]) {
    for (const name of ownArns) {
      const [, , , where, owner] = String(item[name] ?? "").split(":");
      if (owner && owner !== "aws" && owner !== account) return `is of the account ${owner}, and not of ${account}`;
      if (region !== undefined && where && where !== region) return `is of the region ${where}, and not of ${region}`;
    }
  }
  return undefined;
}
