import type { EngineEvent } from "../../../driver/events.ts";
import type { Registration } from "../../policies/packs/harness.ts";

/** What the engine tells when a stack that holds some resources comes to hold others. */
export function changing(before: readonly Registration[], after: readonly Registration[]): EngineEvent[] {
  const olds = new Map(before.map((each) => [each.urn, each]));
  const news = new Map(after.map((each) => [each.urn, each]));
  return [...new Set([...olds.keys(), ...news.keys()])].map((urn) => {
    const [old, made] = [olds.get(urn), news.get(urn)];
    return planned(old === undefined ? "create" : made === undefined ? "delete" : "update", old, made);
  });
}

/** One step of the engine, from what there was to what there will be; nothing on one side, but not on both. */
export function planned(op: string, old: Registration | undefined, made: Registration | undefined): EngineEvent {
  const about = made ?? old;
  if (about === undefined) throw new Error("a step is about something");
  const { urn, type } = about;
  const state = (each: Registration | undefined) =>
    each === undefined
      ? undefined
      : {
          type: each.type,
          urn: each.urn,
          custom: !each.type.startsWith("gatehouse:"),
          inputs: each.props,
          outputs: {},
        };
  return { resourcePreEvent: { metadata: { op, urn, type, old: state(old), new: state(made) } } } as EngineEvent;
}
