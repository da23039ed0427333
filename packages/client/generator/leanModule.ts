/** A module of functions that judge values. */
export interface LeanModule {
  readonly code: string;
  /** The function of each name that was exported. */
  readonly functions: ReadonlyMap<string, string>;
}

/** Where this package has what Ajv's code would require of Ajv. */
const HELPERS: Readonly<Record<string, string>> = {
  "ajv/dist/runtime/equal": "equal",
  "ajv/dist/runtime/ucs2length": "codePoints",
};

/** A part of a schema that is longer is worth a name. */
const LONGEST_LITERAL = 200;

/**
 * Ajv's standalone code as a module that imports nothing of Ajv, and whose statements only define, so
 * that bundlers leave out each function that is not used. An error becomes a tuple, a third of its
 * length: `[pointer, keyword, what the keyword says]`.
 *
 * @param source What Ajv wrote, with one statement on each line.
 * @throws Error when the code needs a part of Ajv that this package does not have.
 */
export function leanModule(source: string): LeanModule {
  const functions = new Map<string, string>();
  const imports = [`import { joined } from "./validate/joined.ts";\n`];
  const wrapped = new Map<string, string>();

  const defined = source
    .replace(/^"use strict";\n/, "")
    .replaceAll(/^export const (\w+) = (\w+);\n/gm, (_line, name: string, judge: string) => {
      functions.set(name, judge);
      return "";
    })
    .replaceAll(
      /^const (\w+) = require\("(.+)"\)\.default;\n/gm,
      (_line, local: string, path: string) => {
        const helper = HELPERS[path];
        if (helper === undefined) throw new Error(`A schema needs ${path}. Add it to HELPERS.`);
        imports.push(`import { ${helper} as ${local} } from "./validate/${helper}.ts";\n`);
        return "";
      },
    )
    .replaceAll(/^const (wrapper\d+) = \{validate: (\w+)\};\n/gm, (_line, name: string, judge) => {
      wrapped.set(name, String(judge));
      return "";
    })
    .replaceAll(/\b(wrapper\d+)\.validate\b/g, (all, name: string) => wrapped.get(name) ?? all)
    .replaceAll(
      /^(const \w+ = )new RegExp\((".*"), "(\w*)"\);$/gm,
      (_line, start: string, pattern: string, flags: string) =>
        `${start}${String(new RegExp(String(JSON.parse(pattern)), flags))};`,
    )
    // An assignment to a function's property is something that no bundler leaves out.
    .replaceAll(/^(validate\d+)\.evaluated = /gm, "const $1Evaluated = ")
    .replaceAll(/\b(validate\d+)\.evaluated\b/g, "$1Evaluated");

  const lean = defined
    .replaceAll(
      `{instancePath="", parentData, parentDataProperty, rootData=data}={}`,
      `instancePath=""`,
    )
    .replaceAll(
      /\{instancePath(?::(.*?))?,parentData(?::.*?)?,parentDataProperty(?::.*?)?,rootData\}/g,
      (_all, path: string | undefined) => path ?? "instancePath",
    )
    .replaceAll(
      /const (err\d+) = (.*);\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g,
      "errors = (vErrors ??= []).push($2);",
    )
    .replaceAll(
      /push\(\{instancePath(?::(.*))?,schemaPath:.*?,keyword:"(.*?)",params:(.*?\})(?:,propertyName:.*)?\}\);$/gm,
      (_all, path: string | undefined, keyword: string, params: string) =>
        `push([${path ?? "instancePath"},"${keyword}",${params}]);`,
    )
    .replaceAll(
      /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);\nerrors = vErrors\.length;/g,
      "vErrors = joined(vErrors, $1.errors);\nerrors = vErrors.length;",
    )
    .replaceAll(/\n{2,}/g, "\n\n");

  return { code: `${imports.join("")}\n${withoutSchemas(lean)}`, functions };
}

/** Writes the parts of schemas where they are used, and drops schemas of which nothing else is used. */
function withoutSchemas(code: string): string {
  const schemas = new Map<string, unknown>();
  for (const [, name = "", json = ""] of code.matchAll(/^const (schema\d+) = (.*);$/gm)) {
    schemas.set(name, JSON.parse(json));
  }
  const inlined = code.replaceAll(
    /\b(schema\d+)((?:\.\w+|\["(?:[^"\\]|\\.)*"\]|\[\d+\])+)/g,
    (all, name: string, path: string) => {
      const steps = path.matchAll(/\.(\w+)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/g);
      let part = schemas.get(name);
      for (const [, property, quoted, index] of steps) {
        const key = property ?? index ?? String(JSON.parse(`"${quoted}"`));
        part = typeof part === "object" && part !== null ? Reflect.get(part, key) : undefined;
      }
      const literal = JSON.stringify(part);
      return literal === undefined || literal.length > LONGEST_LITERAL ? all : literal;
    },
  );
  return inlined.replaceAll(/^const (schema\d+) = .*;\n/gm, (line, name: string) =>
    new RegExp(`\\b${name}\\b(?! = )`).test(inlined) ? line : "",
  );
}
