import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";

/** A property's shape as the published typings give it: a scalar's word, or what a list, map or object holds. */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | "any"
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly object: Properties };

/** One property: its shape, whether it may be left out, and what the documentation comment says of it. */
interface PublishedProperty {
  readonly shape: Shape;
  readonly optional: boolean;
  readonly comment: string;
}

/** An object's properties by name. */
export type Properties = Readonly<Record<string, PublishedProperty>>;

/** What the installed package says of one resource type. */
export interface PublishedResource {
  readonly inputs: Properties;
  readonly outputs: Properties;
}

const require = createRequire(import.meta.url);
const parsed = new Map<string, ts.SourceFile>();

/**
 * Reads one resource type's inputs and outputs from the typings of the installed package.
 * @param token a type token, such as `github:index/team:Team`
 * @throws when the package has no such class, or uses a form of type that is not known here
 */
export function publishedResource(token: string): PublishedResource {
  const [pkg = "", path = "", name = ""] = token.split(":");
  const root = dirname(require.resolve(`@pulumi/${pkg}/package.json`));
  const file = parse(join(root, `${path.replace(/^index\//, "")}.d.ts`));
  const resource = find(file, ts.isClassDeclaration, name);
  const args = find(file, ts.isInterfaceDeclaration, `${name}Args`);
  const reader = new ShapeReader(root);
  return {
    inputs: reader.properties(args.members.filter(ts.isPropertySignature)),
    outputs: reader.properties(resource.members.filter(ts.isPropertyDeclaration).filter((member) => !isStatic(member))),
  };
}

/** Names of the configuration keys that the package's own Provider class takes. */
export function publishedConfiguration(pkg: string): readonly string[] {
  const root = dirname(require.resolve(`@pulumi/${pkg}/package.json`));
  const args = find(parse(join(root, "provider.d.ts")), ts.isInterfaceDeclaration, "ProviderArgs");
  return args.members.filter(ts.isPropertySignature).map((member) => member.name.getText());
}

class ShapeReader {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  properties(members: readonly (ts.PropertySignature | ts.PropertyDeclaration)[]): Properties {
    return Object.fromEntries(
      members.map((member) => {
        if (!member.type) throw new Error(`${member.getText()} has no type`);
        const type = unwrap(member.type);
        return [
          member.name.getText(),
          {
            shape: this.#shape(type.node),
            optional: member.questionToken !== undefined || type.optional,
            comment: ts.getJSDocCommentsAndTags(member).map(commentText).join("\n"),
          },
        ];
      }),
    );
  }

  #shape(wrapped: ts.TypeNode): Shape {
    const { node } = unwrap(wrapped);
    if (ts.isArrayTypeNode(node)) return { list: this.#shape(node.elementType) };
    if (ts.isTypeLiteralNode(node)) {
      const [index] = node.members;
      if (index && ts.isIndexSignatureDeclaration(index)) return { map: this.#shape(index.type) };
    }
    if (ts.isUnionTypeNode(node)) {
      // `string | Topic`: a resource is accepted for its id, and travels as one; `string | enum` is a string.
      const first = node.types[0];
      if (first) return this.#shape(first);
    }
    const text = node.getText();
    if (text === "string" || text === "number" || text === "boolean" || text === "any") return text;
    if (ts.isTypeReferenceNode(node)) {
      const path = node.typeName.getText().split(".");
      if (path[0] === "inputs" || path[0] === "outputs")
        return { object: this.#declared(path[0] === "inputs" ? "input" : "output", path.slice(1)) };
      if (text === "ARN" || text.startsWith("enums.")) return "string";
    }
    throw new Error(`the typings use a type that is not known here: ${text}`);
  }

  #declared(direction: string, path: readonly string[]): Properties {
    let scope: ts.Node = parse(join(this.#root, "types", `${direction}.d.ts`));
    for (const namespace of path.slice(0, -1)) {
      const found: ts.ModuleDeclaration = find(scope, ts.isModuleDeclaration, namespace);
      if (!found.body) throw new Error(`${namespace} is empty`);
      scope = found.body;
    }
    const type = find(scope, ts.isInterfaceDeclaration, path.at(-1) ?? "");
    return this.properties(type.members.filter(ts.isPropertySignature));
  }
}

/** Takes `Input<…>`, `Output<…>` and `… | undefined` off a type. */
function unwrap(node: ts.TypeNode): { node: ts.TypeNode; optional: boolean } {
  if (ts.isUnionTypeNode(node)) {
    const rest = node.types.filter((member) => member.kind !== ts.SyntaxKind.UndefinedKeyword);
    const [only] = rest;
    if (only && rest.length === 1) return { node: unwrap(only).node, optional: true };
    return { node, optional: rest.length < node.types.length };
  }
  if (ts.isParenthesizedTypeNode(node)) return unwrap(node.type);
  if (ts.isTypeReferenceNode(node) && /^(pulumi\.)?(Input|Output)$/.test(node.typeName.getText())) {
    const [argument] = node.typeArguments ?? [];
    if (argument) return unwrap(argument);
  }
  return { node, optional: false };
}

function parse(path: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known) return known;
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  parsed.set(path, file);
  return file;
}

function find<T extends ts.ClassDeclaration | ts.InterfaceDeclaration | ts.ModuleDeclaration>(
  scope: ts.Node,
  is: (node: ts.Node) => node is T,
  name: string,
): T {
  let found: T | undefined;
  ts.forEachChild(scope, (node) => {
    if (is(node) && node.name?.getText() === name) found = node;
  });
  if (!found) throw new Error(`${scope.getSourceFile().fileName} declares no ${name}`);
  return found;
}

function isStatic(member: ts.PropertyDeclaration): boolean {
  return member.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

function commentText(node: ts.JSDoc | ts.JSDocTag): string {
  return ts.getTextOfJSDocComment(node.comment) ?? "";
}
