import { awsCalls } from "./aws.ts";
import type { Calls } from "./calls.ts";
import { dnsCalls } from "./dns.ts";
import { githubCalls } from "./github.ts";
import { hostCalls } from "./hosts.ts";
import { iamCalls } from "./iam.ts";

/** What calls for the resources of each type that a stack may hold. A type that is not here, nothing calls for. */
export const callsByType: Readonly<Record<string, Calls>> = {
  ...awsCalls,
  ...dnsCalls,
  ...githubCalls,
  ...hostCalls,
  ...iamCalls,
};
