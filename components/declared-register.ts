import * as pulumi from "@pulumi/pulumi";
import { type History, historyType } from "../model/history.ts";
import {
  type Manifest,
  manifestOf,
  manifestType,
  type RecordType,
  type RegisterRecord,
  writeRecords,
} from "../model/records.ts";
import type { Register } from "../model/register.ts";

/**
 * One record of the register as a resource. Its data are inputs, which a resource policy sees and the diff shows, and
 * outputs, which lie in the state and which a stack policy sees.
 */
export class RegisterEntry extends pulumi.ComponentResource {
  constructor({ type, name, data }: RegisterRecord, opts?: pulumi.ComponentResourceOptions) {
    super(type, name, data, opts);
    this.registerOutputs(data);
  }
}

/** Says what the whole register of this stack is: whatever comes after it is judged by what came before. */
export class RegisterManifest extends pulumi.ComponentResource {
  constructor(manifest: Manifest, opts?: pulumi.ComponentResourceOptions) {
    super(manifestType, manifest.register, { ...manifest }, opts);
    this.registerOutputs(manifest);
  }
}

/** Says what was deployed before and is contradicted by the register that is declared. */
class RegisterHistory extends pulumi.ComponentResource {
  constructor(history: History) {
    super(historyType, history.register, { ...history });
    this.registerOutputs({ ...history });
  }
}

/** A register that stands in the stack. */
export interface DeclaredRegister {
  readonly register: Register;
  /** The resource of a record, to be the parent of what is made from it. Throws where the register has no such record. */
  entry(type: RecordType, name: string): RegisterEntry;
}

/**
 * Registers what was deployed `before`, every record and then the manifest. Nothing that gives access may be registered before
 * this has resolved: the policies would refuse it, since they could not judge it.
 */
export async function declareRegister(register: Register, before: History): Promise<DeclaredRegister> {
  // First, so that a run that breaks off among the records has not forgotten what was there.
  await registered(new RegisterHistory(before));
  const records = writeRecords(register);
  const entries = new Map(records.map((record) => [`${record.type} ${record.name}`, new RegisterEntry(record)]));
  await Promise.all([...entries.values()].map(registered));
  await registered(new RegisterManifest(manifestOf(register.id, records)));
  return {
    register,
    entry: (type, name) => {
      const entry = entries.get(`${type} ${name}`);
      if (entry === undefined) throw new Error(`the register of ${register.id} has no ${type} "${name}"`);
      return entry;
    },
  };
}

/** Resolves when the engine has taken the resource, and so when every policy has seen it. */
function registered(resource: pulumi.Resource): Promise<unknown> {
  return new Promise((resolve) => resource.urn.apply(resolve));
}
