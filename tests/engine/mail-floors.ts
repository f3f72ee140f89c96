import { noPosture } from "../../model/mail/posture.ts";
import { mailProtectionType } from "../../model/mail/protection.ts";
import { isRecordType, manifestType, type RegisterRecord, readRecords } from "../../model/records.ts";
import type { RegisterId } from "../../model/register.ts";
import { posturesIn } from "../../policies/rules/mail/ratchet.ts";
import { addResource, type ExportedState, nameOf } from "./state.ts";

/** Has a state say that the mail of each domain was never protected better than its records do it now. */
export function putMailFloors(state: ExportedState, id: RegisterId): void {
  const { resources } = state.deployment;
  const records = resources.flatMap((resource): RegisterRecord[] =>
    isRecordType(resource.type) ? [{ type: resource.type, name: nameOf(resource), data: resource.inputs ?? {} }] : [],
  );
  // A case may break a record; the others still say which domains there are.
  const { register } = readRecords(id, records);
  const postures = posturesIn(
    resources.map((resource) => ({
      ...{ type: resource.type, name: nameOf(resource), urn: resource.urn, props: resource.outputs ?? {} },
      options: { protect: false, ignoreChanges: [] },
    })),
    register,
  );
  // Without a manifest no rule judges anything.
  const manifest = resources.find(({ type }) => type === manifestType);
  if (manifest === undefined) return;
  const once = resources.filter(({ type }) => type === mailProtectionType).map(nameOf);
  state.deployment.resources = resources.filter(({ type }) => type !== mailProtectionType);
  for (const domain of new Set([...once, ...postures.keys()])) {
    const properties = { domain, floor: postures.get(domain) ?? noPosture };
    addResource(state, manifest, { type: mailProtectionType, name: domain, properties });
  }
}
