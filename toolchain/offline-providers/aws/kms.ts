import { uuid } from "../invent.ts";
import { boolean, integer, type Made, output, replaces, required, string, type Table } from "../table.ts";
import { arn, jsonFailures, onceInRegion, region, tags, tagsAll } from "./common.ts";

const keyArn = (made: Made) => arn(made, "kms", `key/${made.id || uuid(made.seed)}`);
const aliasArn = (made: Made) => arn(made, "kms", made.text("name"));

export const key: Table = {
  type: "aws:kms/key:Key",
  inputs: {
    bypassPolicyLockoutSafetyCheck: boolean({ default: false }),
    customKeyStoreId: string(replaces),
    customerMasterKeySpec: string({ ...replaces, default: "SYMMETRIC_DEFAULT" }),
    deletionWindowInDays: integer({ range: [7, 30] }),
    description: string({ filled: "", length: [0, 8192] }),
    enableKeyRotation: boolean({ default: false }),
    isEnabled: boolean({ default: true }),
    keyUsage: string({
      ...replaces,
      default: "ENCRYPT_DECRYPT",
      oneOf: ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"],
    }),
    multiRegion: boolean({ ...replaces, filled: false }),
    policy: string({ filled: (made) => defaultPolicy(made) }),
    region,
    rotationPeriodInDays: integer({ filled: 365, range: [90, 2560] }),
    tags,
    xksKeyId: string(replaces),
  },
  outputs: {
    arn: output(string(), keyArn),
    keyId: output(string(), (made) => made.id || uuid(made.seed)),
    tagsAll,
  },
  id: (made) => uuid(made.seed),
  check: (inputs) => jsonFailures(inputs, ["policy"]),
  import: { format: "KEY_ID", inputs: (id) => (/^[0-9a-f-]{36}$/.test(id) ? {} : undefined) },
};

/** What the service gives a key without a policy: its own account's IAM decides. */
function defaultPolicy(made: Made): string {
  const root = arn(made, "iam", "root", "global");
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [{ Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" }],
  });
}

export const alias: Table = {
  type: "aws:kms/alias:Alias",
  inputs: {
    name: string({
      ...replaces,
      matches: {
        pattern: /^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/,
        says: "`alias/` and a name that does not begin with `aws/`",
      },
    }),
    namePrefix: string({ ...replaces, filled: "" }),
    region,
    targetKeyId: string(required),
  },
  outputs: {
    arn: output(string(), aliasArn),
    targetKeyArn: output(string(), (made) => {
      const target = made.text("targetKeyId");
      return target.startsWith("arn:") ? target : arn(made, "kms", `key/${target}`);
    }),
  },
  once: onceInRegion((made) => `the name ${made.text("name")} of a key`),
  id: (made) => made.text("name"),
  autoname: { property: "name", most: 256 },
  import: { format: "alias/NAME", inputs: (id) => (id.startsWith("alias/") ? { name: id } : undefined) },
};
