import { isWithin, mailRecords } from "../mail/records.ts";
import { mailServices } from "../mail/services.ts";
import { otherRecords } from "../other-records.ts";
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
  otherNamesAreBelow,
  otherNamesStandAlone,
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

/** The names of a domain's delegations, aliases and texts, with where each stands. */
function otherNamesOf({ domains }: Entries) {
  return domains.flatMap(({ path, value }) =>
    (["delegations", "aliases", "texts"] as const).flatMap((field) =>
      Object.keys(value[field] ?? {}).map((name) => ({
        path: [...path, field, name],
        field,
        name,
        domain: value,
        top: String(path[0]),
      })),
    ),
  );
}

/** A domain says what is below it. The domain itself is not passed on, and leads nowhere else. */
function* otherNamesAreBelow(entries: Entries): Generator<CheckFinding> {
  for (const { path, field, name, top } of otherNamesOf(entries)) {
    if (isWithin(name, top) && (name !== top || field === "texts")) continue;
    const message = `\`${shorten(name)}\` does not lie below \`${top}\`; correct it, or give it to the domain that it lies below`;
    yield finding(path, "key", message);
  }
}

/** Nothing stands beside an alias (RFC 1034), and nobody who asks gets to what lies below a delegation of ours. */
function* otherNamesStandAlone(entries: Entries): Generator<CheckFinding> {
  for (const { path, field, name, domain, top } of otherNamesOf(entries)) {
    if (field === "texts") continue;
    const others = [...mailRecords(top, domain), ...otherRecords(domain)].filter(({ name: other, type }) =>
      field === "aliases"
        ? other === name && type !== "CNAME"
        : isWithin(other, name) && !(other === name && type === "NS"),
    );
    const twice = field === "aliases" && mailRecords(top, domain).some(({ name: other }) => other === name);
    const [found] = others;
    if (found === undefined && !twice) continue;
    const message =
      field === "aliases"
        ? `\`${shorten(name)}\` has a record of another kind, and nothing may stand beside an alias; delete one of them`
        : `\`${shorten(found?.name ?? name)}\` has a record of ours, which nobody finds once \`${shorten(name)}\` is delegated; delete one of them`;
    yield finding(path, "key", message);
  }
}
