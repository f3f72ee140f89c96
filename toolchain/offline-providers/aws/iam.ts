import { hex, upperId } from "../invent.ts";
import { boolean, identity, type Made, output, required, set, string, type Table } from "../table.ts";
import { arn, arnForm, onceInAccount, tags, tagsAll } from "./common.ts";

/** The path of a name in IAM. */
export const PATH = {
  default: "/",
  matches: { pattern: /^\/(?:[\x21-\x7e]{1,510}\/)?$/, says: "a path that starts and ends with `/`" },
} as const;

/** The form of a name in IAM. */
export function entityName(most: number) {
  return {
    matches: {
      pattern: new RegExp(`^[\\w+=,.@-]{1,${most}}$`),
      says: `a name of 1 to ${most} letters, digits or any of \`+=,.@_-\``,
    },
  };
}

/** The ARN of a user or group: its path stands before its name. */
const named = (made: Made, kind: string) =>
  arn(made, "iam", `${kind}${made.text("path")}${made.text("name")}`, "global");

export const user: Table = {
  type: "aws:iam/user:User",
  inputs: {
    forceDestroy: boolean({ default: false }),
    name: string(entityName(64)),
    path: string(PATH),
    permissionsBoundary: string(arnForm),
    tags,
  },
  outputs: {
    arn: output(string(), (made) => named(made, "user")),
    tagsAll,
    uniqueId: output(string(), (made) => `AIDA${upperId(made.seed, 17)}`),
  },
  once: onceInAccount((made) => `the user ${made.text("name")}`),
  id: (made) => made.text("name"),
  autoname: { property: "name", most: 64 },
  import: { format: "USER_NAME", inputs: (id) => ({ name: id }) },
};

export const group: Table = {
  type: "aws:iam/group:Group",
  inputs: { name: string(entityName(128)), path: string(PATH) },
  outputs: {
    arn: output(string(), (made) => named(made, "group")),
    uniqueId: output(string(), (made) => `AGPA${upperId(made.seed, 17)}`),
  },
  once: onceInAccount((made) => `the group ${made.text("name")}`),
  id: (made) => made.text("name"),
  autoname: { property: "name", most: 128 },
  import: { format: "GROUP_NAME", inputs: (id) => ({ name: id }) },
};

export const groupMembership: Table = {
  type: "aws:iam/groupMembership:GroupMembership",
  inputs: {
    group: string(identity),
    name: string({ replaces: true }),
    users: set(string(), required),
  },
  outputs: {},
  id: (made) => made.text("name"),
  autoname: { property: "name", most: 255 },
};

export const userGroupMembership: Table = {
  type: "aws:iam/userGroupMembership:UserGroupMembership",
  inputs: { groups: set(string(), required), user: string(identity) },
  outputs: {},
  id: (made) => `terraform-${hex(made.seed, 26)}`,
  import: {
    format: "USER/GROUP/GROUP…",
    inputs: (id) => {
      const [name = "", ...groups] = id.split("/");
      return name && groups.length > 0 && !groups.includes("") ? { user: name, groups } : undefined;
    },
    renames: true,
  },
};

/** Attachments of a policy to someone: the id tells both. */
function attachment(type: string, to: "group" | "role" | "user"): Table {
  return {
    type,
    inputs: { [to]: string(identity), policyArn: string({ ...identity, ...arnForm }) },
    outputs: {},
    id: (made) => `${made.text(to)}-${hex(made.seed, 26)}`,
    import: {
      format: `${to.toUpperCase()}/POLICY_ARN`,
      inputs: (id) => {
        const [, name, policyArn] = /^([^/]+)\/(arn:.+)$/.exec(id) ?? [];
        return name && policyArn ? { [to]: name, policyArn } : undefined;
      },
      renames: true,
    },
  };
}

export const groupPolicyAttachment: Table = attachment("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "group");
export const userPolicyAttachment: Table = attachment("aws:iam/userPolicyAttachment:UserPolicyAttachment", "user");
export const rolePolicyAttachment: Table = attachment("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role");
