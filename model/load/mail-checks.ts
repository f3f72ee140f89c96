import { isWithin } from "../mail/records.ts";
import { mailServices } from "../mail/services.ts";
import type { Sender } from "../schema/mail.ts";
import type { Entries } from "./entries.ts";
import type { CheckFinding } from "./finding.ts";
import { shorten } from "./show.ts";
import type { Path } from "./tree.ts";

/** What only SES has. */
const sesFields = ["region", "mailFrom", "account", "sendsFrom", "feedback"] as const;
const sesNeeds = ["region", "mailFrom"] as const;

/** Where one field of a mail domain contradicts another. */
export const mailChecks: readonly ((entries: Entries) => Iterable<CheckFinding>)[] = [
  silentDomainsHaveNoSenders,
  sendersAreInTheirDomain,
  sendersSayEnough,
  keysHaveOneSender,
  encryptionNeedsReceivers,
  receiversAreDistinct,
  domainsNameTheirEnvironment,
];

function finding(path: Path, on: CheckFinding["on"], message: string): CheckFinding {
  return { kind: "domains", path, on, message };
}

/** Every sender of every sound domain, with where it stands. */
function sendersOf({ domains }: Entries): { path: Path; domain: string; sender: Sender }[] {
  return domains.flatMap(({ path, value }) =>
    Object.entries(value.senders ?? {}).map(([id, sender]) => ({
      ...{ path: [...path, "senders", id], domain: String(path[0]), sender },
    })),
  );
}

/** Who says that nothing is sent has nobody send it. */
function* silentDomainsHaveNoSenders({ domains }: Entries): Generator<CheckFinding> {
  for (const { path, value } of domains) {
    if (value.sendsMail) continue;
    if (Object.keys(value.senders ?? {}).length > 0) {
      yield finding([...path, "senders"], "key", "`sendsMail` is false and there are senders; correct one of them");
    }
    if (value.spf === "softfail") {
      yield finding([...path, "spf"], "value", "`sendsMail` is false, so mail of all others has to `fail`");
    }
  }
}

/** A domain speaks for itself and for the names below it. */
function* sendersAreInTheirDomain(entries: Entries): Generator<CheckFinding> {
  for (const { path, domain, sender } of sendersOf(entries)) {
    if (sender.host === undefined || isWithin(sender.host, domain)) continue;
    const message = `\`${shorten(sender.host)}\` does not lie in \`${domain}\`; make it a domain of its own, or correct it`;
    yield finding([...path, "host"], "value", message);
  }
}

/** What a sender of its kind needs is there, and what is for others is not. */
function* sendersSayEnough(entries: Entries): Generator<CheckFinding> {
  for (const { path, sender } of sendersOf(entries)) {
    if (sender.kind === "ses") {
      for (const field of sesNeeds) {
        if (sender[field] === undefined) yield finding(path, "key", `a sender by SES needs \`${field}\``);
      }
    } else {
      for (const field of sesFields) {
        if (sender[field] === undefined) continue;
        yield finding([...path, field], "key", `\`${field}\` is for senders by SES, and this one is by ${sender.kind}`);
      }
    }
    const { include, dkimKeys, dkimAliases } = { ...mailServices[sender.kind], ...sender };
    const known = mailServices[sender.kind].dkim;
    if ([include, dkimKeys, dkimAliases, known].every((each) => each === undefined)) {
      const message = "nothing would let it send; give it `include`, `dkimKeys` or `dkimAliases`, or delete it";
      yield finding(path, "key", message);
    }
  }
}

/** A selector at a name is one key. */
function* keysHaveOneSender(entries: Entries): Generator<CheckFinding> {
  const first = new Map<string, string>();
  for (const { path, domain, sender } of sendersOf(entries)) {
    const { kind, host = domain, dkimAliases = {}, dkimKeys = {} } = sender;
    const own = [...Object.keys(dkimAliases), ...Object.keys(dkimKeys)];
    const known = Object.keys(mailServices[kind].dkim ?? {}).filter((selector) => !own.includes(selector));
    for (const selector of [...known, ...own]) {
      const name = `${selector}._domainkey.${host}`;
      const holder = first.get(name);
      if (holder === undefined) first.set(name, String(path.at(-1)));
      else
        yield finding(
          path,
          "key",
          `its key \`${selector}\` is also that of \`${holder}\` at ${host}; keep one of them`,
        );
    }
  }
}

/** Who takes no mail has none to be encrypted. */
function* encryptionNeedsReceivers({ domains }: Entries): Generator<CheckFinding> {
  for (const { path, value } of domains) {
    if (value.mtaSts === undefined || value.mtaSts.mode === "none" || (value.receives ?? []).length > 0) continue;
    yield finding(
      [...path, "mtaSts"],
      "key",
      "nobody takes mail for the domain; say who under `receives`, or delete it",
    );
  }
}

/** A host is listed once. */
function* receiversAreDistinct({ domains }: Entries): Generator<CheckFinding> {
  for (const { path, value } of domains) {
    const hosts = (value.receives ?? []).map(({ host }) => host);
    for (const [at, host] of hosts.entries()) {
      if (hosts.indexOf(host) === at) continue;
      yield finding(
        [...path, "receives", at, "host"],
        "value",
        `\`${shorten(host)}\` takes mail twice; delete one of them`,
      );
    }
  }
}

/** Where there are environments, each domain is declared in the stack of one. */
function* domainsNameTheirEnvironment({ domains, environments }: Entries): Generator<CheckFinding> {
  if (environments.length === 0) return;
  for (const { path, value } of domains) {
    if (value.environment !== undefined) continue;
    yield finding(path, "key", "it says of no environment that it is for it, so no stack would declare it");
  }
}
