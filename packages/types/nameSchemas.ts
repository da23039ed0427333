import ts from "typescript";

/** Names that mean something else in the generated file. */
const TAKEN = new Set([
  "$defs",
  "components",
  "operations",
  "paths",
  "webhooks",
  "Omit",
  "ReadonlyArray",
  "Record",
  "WithRequired",
]);

/** Whether a type of the generated file can have the name. */
export const isExportable = (name: string): boolean => isIdentifier(name) && !TAKEN.has(name);

/**
 * Checks that every component schema can be exported under its own name.
 *
 * @throws Error naming the first schema whose name is no TypeScript identifier, or is taken.
 */
export function assertExportable(schemaNames: readonly string[]): void {
  for (const name of schemaNames) {
    const where = `components.schemas: the name ${JSON.stringify(name)}`;
    if (TAKEN.has(name)) {
      throw new Error(`${where} is used by the generated file itself. Rename the schema.`);
    }
    if (!isIdentifier(name)) {
      throw new Error(`${where} is not a valid TypeScript type name. Rename it, e.g. "EvCharger".`);
    }
  }
}

/**
 * Hoists every component schema to an exported alias of its own name, and refers to it by that name
 * everywhere: `export type EvCharger = { … }` and `components["schemas"]["EvCharger"]` → `EvCharger`.
 *
 * Editors then show `Promise<EvChargerResponse>` where they would show the whole object. And a
 * deprecated operation is struck out in `operations`, as openapi-typescript does it only in `paths`.
 *
 * @param nodes What openapi-typescript returned. `components["schemas"]` stays usable.
 */
export function nameSchemas(nodes: readonly ts.Node[]): ts.Node[] {
  const aliases: ts.Node[] = [];
  const deprecated = new Map<string, ts.SynthesizedComment[]>();
  const named = nodes.map((node) => rewrite(node, aliases, deprecated));
  return [...named.map((node) => withDeprecations(node, deprecated)), ...aliases];
}

/** Whose comments say that it is deprecated, in the interface `operations`. */
function withDeprecations(
  node: ts.Node,
  deprecated: ReadonlyMap<string, ts.SynthesizedComment[]>,
): ts.Node {
  if (!isInterfaceNamed(node, "operations")) return node;
  for (const member of node.members) {
    const comments = ts.isPropertySignature(member) ? deprecated.get(nameOf(member)) : undefined;
    if (comments !== undefined) ts.setSyntheticLeadingComments(member, comments);
  }
  return node;
}

function rewrite(
  root: ts.Node,
  aliases: ts.Node[],
  deprecated: Map<string, ts.SynthesizedComment[]>,
): ts.Node {
  const { transformed } = ts.transform(root, [
    (context) => (node) => {
      const visit = (child: ts.Node): ts.Node => {
        const name = schemaReferredTo(child);
        if (name !== undefined) return ts.factory.createTypeReferenceNode(name);
        const operation = ts.isPropertySignature(child)
          ? operationReferredTo(child.type)
          : undefined;
        const comments = ts.getSyntheticLeadingComments(child)?.map(tidied) ?? [];
        if (operation !== undefined && comments.some(({ text }) => text.includes("@deprecated")))
          deprecated.set(operation, comments);
        return tidyComment(ts.visitEachChild(child, visit, context));
      };
      const visited = visit(node);
      return isInterfaceNamed(visited, "components") ? hoist(visited, aliases) : visited;
    },
  ]);
  return transformed[0] ?? root;
}

/** Moves the members of `components.schemas` into `aliases`, with their comments. */
function hoist(components: ts.InterfaceDeclaration, aliases: ts.Node[]): ts.InterfaceDeclaration {
  const members = components.members.map((section) => {
    if (!isPropertyNamed(section, "schemas") || !section.type) return section;
    if (!ts.isTypeLiteralNode(section.type)) return section;
    const references = section.type.members.map((schema) => {
      if (!ts.isPropertySignature(schema) || !schema.type) return schema;
      const name = nameOf(schema);
      const alias = ts.factory.createTypeAliasDeclaration(
        [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)],
        name,
        undefined,
        schema.type,
      );
      aliases.push(ts.setSyntheticLeadingComments(alias, ts.getSyntheticLeadingComments(schema)));
      return ts.factory.createPropertySignature(
        undefined,
        name,
        schema.questionToken,
        ts.factory.createTypeReferenceNode(name),
      );
    });
    return ts.factory.updatePropertySignature(
      section,
      section.modifiers,
      section.name,
      section.questionToken,
      ts.factory.createTypeLiteralNode(references),
    );
  });
  return ts.factory.updateInterfaceDeclaration(
    components,
    components.modifiers,
    components.name,
    components.typeParameters,
    components.heritageClauses,
    members,
  );
}

/** openapi-typescript tags prose with `@description` and indents it like code; editors show both. */
function tidyComment<Node extends ts.Node>(node: Node): Node {
  const comments = ts.getSyntheticLeadingComments(node);
  return comments ? ts.setSyntheticLeadingComments(node, comments.map(tidied)) : node;
}

function tidied(comment: ts.SynthesizedComment): ts.SynthesizedComment {
  const text = comment.text
    .replaceAll("\n *     ", "\n * ")
    .replace(/^\* @description /, "* ")
    .replace(/^(\*\n) \* @description /, "$1 * ")
    .replace(/\n \* @description /, "\n *\n * ");
  return { ...comment, text };
}

/** The X of `components["schemas"]["X"]`, else undefined. */
function schemaReferredTo(node: ts.Node): string | undefined {
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isIndexedAccessTypeNode(node.objectType)) {
    return undefined;
  }
  const { objectType: root, indexType: section } = node.objectType;
  const isSchema =
    ts.isTypeReferenceNode(root) &&
    ts.isIdentifier(root.typeName) &&
    root.typeName.text === "components" &&
    textOf(section) === "schemas";
  return isSchema ? textOf(node.indexType) : undefined;
}

/** The X of `operations["X"]`, else undefined. */
function operationReferredTo(node: ts.TypeNode | undefined): string | undefined {
  if (node === undefined || !ts.isIndexedAccessTypeNode(node)) return undefined;
  const { objectType, indexType } = node;
  const inOperations =
    ts.isTypeReferenceNode(objectType) &&
    ts.isIdentifier(objectType.typeName) &&
    objectType.typeName.text === "operations";
  return inOperations ? textOf(indexType) : undefined;
}

function textOf(node: ts.TypeNode): string | undefined {
  return ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)
    ? node.literal.text
    : undefined;
}

function isInterfaceNamed(node: ts.Node, name: string): node is ts.InterfaceDeclaration {
  return ts.isInterfaceDeclaration(node) && node.name.text === name;
}

function isPropertyNamed(node: ts.Node, name: string): node is ts.PropertySignature {
  return ts.isPropertySignature(node) && nameOf(node) === name;
}

function nameOf(property: ts.PropertySignature): string {
  return ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)
    ? property.name.text
    : "";
}

function isIdentifier(name: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false, undefined, name);
  return scanner.scan() === ts.SyntaxKind.Identifier && scanner.getTokenEnd() === name.length;
}
