import { hex, OFFLINE_TIME, upperId } from "../invent.ts";
import {
  boolean,
  type Failure,
  identity,
  integer,
  type Made,
  object,
  output,
  replaces,
  required,
  set,
  string,
  type Table,
} from "../table.ts";
import { type Bag, isBag, isList } from "../wire.ts";
import { arn, arnForm, jsonFailures, onceInAccount, tags, tagsAll } from "./common.ts";
import { entityName, PATH } from "./iam.ts";

/** Characters that a document may have, white space not counted. */
const MOST = { managed: 6144, group: 5120, role: 10_240, user: 2048 } as const;

/** Why a document is refused before anybody reads what it allows. */
function documentFailures(inputs: Bag, property: string, most: number): readonly Failure[] {
  const text = inputs[property];
  if (typeof text === "string" && text.replaceAll(/\s/g, "").length > most)
    return [{ property, reason: `expected at most ${most} characters, white space not counted` }];
  return jsonFailures(inputs, [property]);
}

const namePrefix = string({ ...replaces, filled: "" });
const policyArn = (made: Made) => arn(made, "iam", `policy${made.text("path")}${made.text("name")}`, "global");
const roleArn = (made: Made) => arn(made, "iam", `role${made.text("path")}${made.text("name")}`, "global");

export const policy: Table = {
  type: "aws:iam/policy:Policy",
  inputs: {
    delayAfterPolicyCreationInMs: integer(),
    description: string({ ...replaces, length: [0, 1000] }),
    name: string({ ...replaces, ...entityName(128) }),
    namePrefix,
    path: string({ ...PATH, ...replaces }),
    policy: string(required),
    tags,
  },
  outputs: {
    arn: output(string(), policyArn),
    attachmentCount: output(integer(), 0),
    policyId: output(string(), (made) => `ANPA${upperId(made.seed, 17)}`),
    tagsAll,
  },
  once: onceInAccount((made) => `the policy ${made.text("name")}`),
  id: policyArn,
  autoname: { property: "name", most: 128 },
  check: (inputs) => documentFailures(inputs, "policy", MOST.managed),
};

export const role: Table = {
  type: "aws:iam/role:Role",
  inputs: {
    assumeRolePolicy: string(required),
    description: string({ length: [0, 1000] }),
    forceDetachPolicies: boolean({ default: false }),
    inlinePolicies: set(object({ name: string(), policy: string() }), { filled: [] }),
    managedPolicyArns: set(string(arnForm), { filled: [] }),
    maxSessionDuration: integer({ default: 3600, range: [3600, 43_200] }),
    name: string({ ...replaces, ...entityName(64) }),
    namePrefix,
    path: string({ ...PATH, ...replaces }),
    permissionsBoundary: string(arnForm),
    tags,
  },
  outputs: {
    arn: output(string(), roleArn),
    createDate: output(string(), OFFLINE_TIME),
    tagsAll,
    uniqueId: output(string(), (made) => `AROA${upperId(made.seed, 17)}`),
  },
  once: onceInAccount((made) => `the role ${made.text("name")}`),
  id: (made) => made.text("name"),
  autoname: { property: "name", most: 64 },
  check: (inputs) => [...jsonFailures(inputs, ["assumeRolePolicy"]), ...inlineFailures(inputs)],
  import: { format: "ROLE_NAME", inputs: (id) => ({ name: id }) },
};

function inlineFailures({ inlinePolicies }: Bag): readonly Failure[] {
  if (!isList(inlinePolicies)) return [];
  return inlinePolicies
    .filter(isBag)
    .flatMap((inline) => documentFailures(inline, "policy", MOST.role))
    .map(({ reason }) => ({ property: "inlinePolicies", reason }));
}

/** Policies written into their holder: the id tells holder and name. */
function inline(type: string, holder: "group" | "role" | "user"): Table {
  return {
    type,
    inputs: {
      [holder]: string(identity),
      name: string({ ...replaces, ...entityName(128) }),
      namePrefix,
      policy: string(required),
    },
    outputs: {},
    id: (made) => `${made.text(holder)}:${made.text("name")}`,
    autoname: { property: "name", most: 128 },
    check: (inputs) => documentFailures(inputs, "policy", MOST[holder]),
  };
}

export const groupPolicy: Table = inline("aws:iam/groupPolicy:GroupPolicy", "group");
export const rolePolicy: Table = inline("aws:iam/rolePolicy:RolePolicy", "role");
export const userPolicy: Table = inline("aws:iam/userPolicy:UserPolicy", "user");

export const accessKey: Table = {
  type: "aws:iam/accessKey:AccessKey",
  inputs: {
    pgpKey: string(replaces),
    status: string({ default: "Active", oneOf: ["Active", "Inactive"] }),
    user: string(identity),
  },
  outputs: {
    createDate: output(string(), OFFLINE_TIME),
    encryptedSecret: output(string(), (made) => (made.text("pgpKey") ? hex(`${made.seed}/sealed`, 80) : "")),
    encryptedSesSmtpPasswordV4: output(string(), (made) => (made.text("pgpKey") ? hex(`${made.seed}/smtp`, 80) : "")),
    keyFingerprint: output(string(), (made) => (made.text("pgpKey") ? hex(`${made.seed}/finger`, 40) : "")),
    secret: output(string({ secret: true }), (made) => (made.text("pgpKey") ? "" : `offline-${hex(made.seed, 32)}`)),
    sesSmtpPasswordV4: output(string({ secret: true }), (made) =>
      made.text("pgpKey") ? "" : `offline-${hex(`${made.seed}/smtp`, 36)}`,
    ),
  },
  id: (made) => `AKIA${upperId(made.seed, 16)}`,
};
