import type { CodeKeywordDefinition } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { _, type Code, not } from "ajv/dist/compile/codegen/index.js";
import { Type } from "ajv/dist/compile/util.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { formats } from "./judgedFormats.ts";
import type { Schema } from "./judgedSchemas.ts";
import { type LeanModule, leanModule } from "./leanModule.ts";

const unevaluated = /"unevaluated(?:Items|Properties)":/;

/**
 * The code of functions that judge values, one per schema and shared where schemas refer to one
 * another. What it imports is in `src/validate`.
 *
 * @param roots Which of the definitions need a function, and what to say where one is wrong.
 * @throws Error naming the place of a schema with a keyword that is unknown or used wrongly.
 */
export function validatorCode(
  definitions: Readonly<Record<string, Schema>>,
  roots: ReadonlyMap<string, string>,
): LeanModule {
  const ajv = new Ajv2020({
    allErrors: true,
    code: { esm: true, lines: true, source: true },
    formats,
    inlineRefs: 1,
    messages: false,
    strictTuples: false,
    strictTypes: false,
  });
  // The bookkeeping for keywords that a contract hardly has is most of the code.
  ajv.opts.dynamicRef = false;
  ajv.opts.unevaluated = unevaluated.test(JSON.stringify(definitions));
  redefine(ajv, "anyOf", judgeUnion);
  redefine(ajv, "oneOf", judgeUnion);
  redefine(ajv, "items", judgeItems);
  ajv.addSchema({ $defs: definitions }, "contract");
  const ids = [...roots.keys()].map((name) => [name, `contract#/$defs/${name}`] as const);
  for (const [name, id] of ids) {
    try {
      ajv.getSchema(id);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${roots.get(name)}: ${reason}. Correct the schema.`, { cause: error });
    }
  }
  return leanModule(standaloneCode.default(ajv, Object.fromEntries(ids)));
}

function redefine(
  ajv: Ajv2020,
  keyword: string,
  change: (definition: CodeKeywordDefinition) => Partial<CodeKeywordDefinition>,
): void {
  const definition = ajv.getKeyword(keyword);
  if (typeof definition !== "object" || !("code" in definition)) {
    throw new Error(`Ajv has no ${keyword}.`);
  }
  ajv.removeKeyword(keyword);
  ajv.addKeyword({ ...definition, ...change(definition) });
}

/** As Ajv judges unions, but the error tells the errors of one branch from those of the next. */
function judgeUnion(): Partial<CodeKeywordDefinition> {
  return {
    trackErrors: true,
    error: {
      message: "",
      params: ({ errsCount, params }) => _`{start: ${errsCount}, ends: [${params["ends"]}]}`,
    },
    code(cxt) {
      const { gen, keyword } = cxt;
      const exclusive = keyword === "oneOf";
      const schema: unknown = cxt.schema;
      const branches: unknown[] = Array.isArray(schema) ? schema : [];
      const passed = gen.let("passed", 0);
      const ends = branches.map(() => gen.let("end"));
      const valid = gen.name("_valid");
      gen.block(() => {
        for (const [index, end] of ends.entries()) {
          const branch = cxt.subschema({ keyword, schemaProp: index, compositeRule: true }, valid);
          gen.assign(end, _`errors`);
          gen.if(valid, () => gen.code(_`${passed}++`));
          const merged = cxt.mergeValidEvaluated(branch, valid);
          if (!exclusive && merged !== true) gen.if(not(passed));
        }
      });
      cxt.setParams({
        ends: ends.reduce<Code>(
          (list, end, index) => (index === 0 ? end : _`${list}, ${end}`),
          _``,
        ),
      });
      cxt.result(
        exclusive ? _`${passed} === 1` : passed,
        () => cxt.reset(),
        () => cxt.error(true),
      );
    },
  };
}

/** As Ajv judges items, but up to the first bad one: a long list of them helps nobody. */
function judgeItems(original: CodeKeywordDefinition): Partial<CodeKeywordDefinition> {
  return {
    code(cxt) {
      const { data, gen, it, keyword, parentSchema } = cxt;
      if (it.allErrors !== true || typeof cxt.schema === "boolean") return original.code(cxt);
      it.items = true;
      const before: unknown = parentSchema["prefixItems"];
      const valid = gen.name("valid");
      const length = gen.const("len", _`${data}.length`);
      gen.forRange("i", Array.isArray(before) ? before.length : 0, length, (index) => {
        cxt.subschema({ keyword, dataProp: index, dataPropType: Type.Num }, valid);
        gen.if(not(valid), () => gen.break());
      });
    },
  };
}
