import { index, list, type Part, part, said } from "./parts.ts";

/** The rule of a result: what it is called, and what its tool says of it (SARIF 2.1.0, 3.27.5 to 3.27.7). */
export interface RuleOf {
  /** As the result calls it, which may name a part of the rule (3.5.4); left out where it names none. */
  readonly id?: string;
  /** The tool component that has it, where that is an extension. */
  readonly component?: string;
  /** The rule's descriptor; empty where no component has one. */
  readonly about: Part;
}

/** The rule of a result in a run: by index where there is one, else by GUID, else by id, in the driver or an extension. */
export function ruleOf(run: Part, result: Part): RuleOf {
  const reference = part(result.rule);
  const id = said(result.ruleId) ?? said(reference.id);
  const tool = part(run.tool);
  const extensions = list(tool.extensions).map(part);
  const components = componentsFor(part(reference.toolComponent), part(tool.driver), extensions);
  const at = index(reference.index) ?? index(result.ruleIndex);
  const guid = said(reference.guid);
  for (const component of components) {
    const rules = list(component.rules).map(part);
    const about =
      (at === undefined ? undefined : agreeing(rules[at], id)) ??
      (guid === undefined ? undefined : rules.find((rule) => said(rule.guid) === guid)) ??
      byId(rules, id);
    if (about === undefined) continue;
    const known = id ?? said(about.id);
    const name = extensions.includes(component) ? said(component.name) : undefined;
    return { about, ...(known !== undefined && { id: known }), ...(name !== undefined && { component: name }) };
  }
  // Nobody has a rule of that name: then the one at its index is meant, under a name of the result's own.
  const about = at === undefined ? undefined : list(components[0]?.rules).map(part)[at];
  return { about: about ?? {}, ...(id !== undefined && { id }) };
}

/** The component that a reference names, before the others; the driver first where it names none. */
function componentsFor(reference: Part, driver: Part, extensions: readonly Part[]): readonly Part[] {
  const at = index(reference.index);
  const all = [driver, ...extensions];
  const named =
    (at === undefined ? undefined : extensions[at]) ??
    all.find(({ guid }) => said(guid) !== undefined && guid === reference.guid) ??
    all.find(({ name }) => said(name) !== undefined && name === reference.name);
  return named === undefined ? all : [named, ...all.filter((each) => each !== named)];
}

/** The descriptor at an index, unless the result calls its rule otherwise: then the index is of another component. */
function agreeing(rule: Part | undefined, id: string | undefined): Part | undefined {
  const own = said(rule?.id);
  return rule !== undefined && (id === undefined || own === undefined || isPartOf(id, own)) ? rule : undefined;
}

/** The descriptor of an id, or of the longest beginning of a hierarchical one. */
function byId(rules: readonly Part[], id: string | undefined): Part | undefined {
  if (id === undefined) return undefined;
  return rules
    .filter((rule) => isPartOf(id, said(rule.id) ?? ""))
    .sort((a, b) => String(b.id).length - String(a.id).length)
    .at(0);
}

/** Whether an id is a rule's own, or names a part of it: `CA1000/1` of `CA1000`. */
function isPartOf(id: string, rule: string): boolean {
  return rule !== "" && (id === rule || id.startsWith(`${rule}/`));
}
