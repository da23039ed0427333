import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { build } from "esbuild";
import { describe, expect, it, vi } from "vitest";
import { resolve } from "../generator/resolve.ts";
import {
  ConfigurationError,
  createClient,
  EvChargerError,
  InvalidResponseError,
  NotFoundError,
} from "../src/index.ts";
import { isRecord } from "../src/isRecord.ts";
import {
  getEvChargerValidator,
  isContractError,
  pushEvChargerActionValidator,
  validate,
  type ValidateOptions,
  validators,
} from "../src/validate.ts";
import { issuesFrom } from "../src/validate/issuesFrom.ts";
import type { Judge } from "../src/validate/Validator.ts";

const contract: unknown = createRequire(import.meta.url)("@ev-charger/spec/openapi.json");
if (!isRecord(contract)) throw new Error("The contract is no object.");
const child = (value: unknown, key: string) => resolve(resolve(value, contract)[key], contract);

const never: Judge = () => false;

/** Every body that the contract shows, with its schema and the function that judges it. */
const examples = validators.flatMap(({ operationId, request, responses }) => {
  const operation = Object.values(resolve(contract["paths"], contract))
    .flatMap((item) => Object.values(resolve(item, contract)))
    .find((one) => isRecord(one) && one["operationId"] === operationId);
  const bodies: [name: string, message: unknown, judge: Judge | undefined][] = [
    ["request", child(operation, "requestBody"), request?.judge],
    ...Object.entries(responses).map(([status, judge]): [string, unknown, Judge | undefined] => [
      status,
      child(child(operation, "responses"), status),
      judge,
    ]),
  ];
  return bodies.flatMap(([name, message, judge]) => {
    const media = child(child(message, "content"), "application/json");
    return Object.keys(child(media, "examples")).map((example) => ({
      name: `${operationId} ${name}: ${example}`,
      schema: media["schema"],
      body: child(child(media, "examples"), example)["value"],
      judge: judge ?? never,
    }));
  });
});

interface Mutant {
  readonly pointer: string;
  readonly mutant: unknown;
  /** That something is gone may be a fault of what is around it, such as being empty. */
  readonly around?: string;
}

/** A body with one change at each of its places, and a pointer to the place. */
function* mutants(body: unknown, pointer = ""): Generator<Mutant> {
  for (const other of [{ strange: [] }, ["strange"], "strange", -1.5, true, null]) {
    yield { pointer, mutant: other };
  }
  if (Array.isArray(body)) {
    for (const [index, item] of body.entries()) {
      for (const one of mutants(item, `${pointer}/${index}`)) {
        yield { ...one, mutant: body.with(index, one.mutant) };
      }
    }
  } else if (isRecord(body)) {
    yield { pointer: `${pointer}/strange`, mutant: { ...body, strange: 1 } };
    for (const key of Object.keys(body)) {
      const { [key]: gone, ...rest } = body;
      yield { pointer: `${pointer}/${key}`, mutant: rest, around: pointer };
      for (const one of mutants(gone, `${pointer}/${key}`)) {
        yield { ...one, mutant: { ...body, [key]: one.mutant } };
      }
    }
  }
}

describe("the validators of the contract", () => {
  it("take each of its examples", () => {
    expect(examples.length).toBeGreaterThan(validators.length);
    expect(examples.filter(({ judge, body }) => !judge(body)).map(({ name }) => name)).toEqual([]);
  });

  it("refuse what Ajv refuses of changed examples, and point at the change", () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const { components } = contract;
    let refused = 0;
    const wrong = examples.flatMap(({ name, schema, body, judge }) => {
      const oracle = ajv.compile({ allOf: [schema], components });
      return [...mutants(body)].flatMap(({ pointer, mutant, around }) => {
        const valid = judge(mutant);
        if (valid !== oracle(mutant)) return [`${name} ${pointer}: Ajv says ${String(!valid)}`];
        if (valid) return [];
        refused += 1;
        const issues = issuesFrom(judge.errors);
        const found = issues.some(
          (issue) => issue.pointer === around || `${issue.pointer}/`.startsWith(`${pointer}/`),
        );
        return found
          ? []
          : [`${name} ${pointer}: ${JSON.stringify(issues)} of ${JSON.stringify(mutant)}`];
      });
    });
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(1_000);
  });
});

const exampleOf = (name: string): unknown => {
  const found = examples.find((one) => one.name.startsWith(`${name}: `));
  if (found === undefined) throw new Error(`The contract shows no ${name}.`);
  return structuredClone(found.body);
};

/** The body of an example, with some of its `data` replaced. */
function changed(name: string, data: Record<string, unknown>): unknown {
  const body = exampleOf(name);
  return isRecord(body) ? { ...body, data: { ...resolve(body["data"], {}), ...data } } : body;
}

/** A client that guards itself, and is answered with what is given. */
function guarded(status: number, body: unknown, options: Partial<ValidateOptions> = {}) {
  const fetch = vi.fn<(url: string) => Promise<Response>>(async () => {
    return new Response(JSON.stringify(body), { status });
  });
  const middleware = [validate({ validators, ...options })];
  const amps = createClient({ apiKey: "amps_sk_test_1", fetch, retries: 0, middleware });
  return { amps, fetch };
}

const path = { deviceId: "device_ev_001" };

/** What a call rejects with. */
async function failure(call: PromiseLike<unknown>): Promise<EvChargerError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof EvChargerError) return error;
    throw error;
  }
  throw new Error("The call succeeded.");
}

describe("a guarded client", () => {
  it("resolves as ever when the answer is what the contract says", async () => {
    const body = exampleOf("getEvCharger 200");
    const { amps } = guarded(200, body);
    expect(await amps.getEvCharger({ path })).toEqual(isRecord(body) && body["data"]);
  });

  it("rejects an answer that breaks the contract, and says where, but not with what", async () => {
    const secret = "nobody's business";
    const { amps } = guarded(200, changed("getEvCharger 200", { sync: { available: secret } }));
    const error = await failure(amps.getEvCharger({ path }));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error.message).toBe(
      "GET /ev-charger/{deviceId} answered 200 with a body that breaks the contract at " +
        `/data/sync/lastPulledAt: is missing; and 1 more (request ${error.requestId}).`,
    );
    expect(error.requestId).toMatch(/^req_/);
    expect(error).toMatchObject({
      code: "INVALID_RESPONSE",
      status: 200,
      method: "GET",
      path: "/ev-charger/{deviceId}",
      attempts: 1,
      details: {
        pointer: "/data/sync/lastPulledAt",
        problem: "is missing",
        issues: [
          { pointer: "/data/sync/lastPulledAt", problem: "is missing" },
          { pointer: "/data/sync/available", problem: "must be boolean" },
        ],
      },
    });
    expect(JSON.stringify(error) + String(error)).not.toContain(secret);
  });

  it("is told from other errors by isContractError, which knows the details", async () => {
    const broken = guarded(200, changed("getEvCharger 200", { id: 1 }));
    const error: unknown = await failure(broken.amps.getEvCharger({ path }));
    const issues = isContractError(error) ? error.details.issues : [];
    expect(issues).toEqual([{ pointer: "/data/id", problem: "must be string" }]);
    const refused = guarded(404, exampleOf("getEvCharger 404"));
    expect(isContractError(await failure(refused.amps.getEvCharger({ path })))).toBe(false);
    expect(isContractError(new ConfigurationError("no key"))).toBe(false);
  });

  it("lists the first five places, and counts the others", async () => {
    const { amps } = guarded(200, changed("getEvCharger 200", { state: {} }));
    const { message, details } = await failure(amps.getEvCharger({ path }));
    expect(message).toContain("at /data/state/status: is missing; and 5 more");
    expect(details).toMatchObject({
      issues: ["status", "isConnected", "isCharging", "currentPower", "maxCurrent"].map((name) => ({
        pointer: `/data/state/${name}`,
        problem: "is missing",
      })),
    });
  });

  it("sends no body that breaks the contract", async () => {
    const { amps, fetch } = guarded(202, exampleOf("pushEvChargerAction 202"));
    const action = { command: "charge", start: "tomorrow", speed: 9 } as const;
    const error = await failure(amps.pushEvChargerAction({ path, body: { action } }));
    expect(fetch).not.toHaveBeenCalled();
    expect(error.message).toBe(
      "POST /ev-charger/{deviceId} has a body that breaks the contract at /action/speed: is not allowed; and 1 more.",
    );
    expect(error).toMatchObject({
      name: "ConfigurationError",
      option: "body",
      attempts: 0,
      details: { issues: [{ pointer: "/action/speed" }, { pointer: "/action/start" }] },
    });
    expect(JSON.stringify(error)).not.toContain("tomorrow");
  });

  it("judges a request's body as JSON has it, without what is undefined", async () => {
    const { amps, fetch } = guarded(202, exampleOf("pushEvChargerAction 202"));
    const start = { toJSON: () => "2026-06-02T22:00:00" };
    const body = { action: { command: "charge", start, end: undefined, speed: undefined } };
    // @ts-expect-error the types cannot know what an object is as JSON
    await amps.pushEvChargerAction({ path, body });
    expect(fetch).toHaveBeenCalledOnce();
  });

  it("leaves a body that JSON cannot say to the client", async () => {
    const { amps } = guarded(202, exampleOf("pushEvChargerAction 202"));
    const body: Record<string, unknown> = {};
    body["action"] = body;
    // @ts-expect-error a body that contains itself
    const error = await failure(amps.pushEvChargerAction({ path, body }));
    expect(error).toMatchObject({ name: "ConfigurationError", option: "body" });
    expect(isContractError(error)).toBe(false);
  });

  it("asks for the body that an operation requires", async () => {
    const { amps } = guarded(202, exampleOf("pushEvChargerAction 202"));
    // @ts-expect-error the body is missing
    const { message, details } = await failure(amps.pushEvChargerAction({ path }));
    expect(message).toBe(
      "POST /ev-charger/{deviceId} has a body that breaks the contract: is missing.",
    );
    expect(details).toMatchObject({ pointer: "" });
  });

  it("rejects with the API's error where that is what the contract says", async () => {
    const { amps } = guarded(404, exampleOf("getEvCharger 404"));
    expect(await failure(amps.getEvCharger({ path }))).toBeInstanceOf(NotFoundError);
  });

  it("rejects an error that is not what the contract says", async () => {
    const { amps } = guarded(404, { error: { code: "DEVICE_NOT_FOUND" } });
    expect(await failure(amps.getEvCharger({ path }))).toMatchObject({
      code: "INVALID_RESPONSE",
      status: 404,
      details: { pointer: "/success", problem: "is missing" },
    });
  });

  it("takes what may grow: properties, values of open sets, codes of errors", async () => {
    const more = guarded(200, changed("getEvCharger 200", { vendor: "another", colour: "red" }));
    expect(await more.amps.getEvCharger({ path })).toMatchObject({ colour: "red" });
    const error = { code: "GONE_FISHING", message: "Later." };
    const newer = guarded(404, { ...resolve(exampleOf("getEvCharger 404"), {}), error });
    expect(await failure(newer.amps.getEvCharger({ path }))).toMatchObject({ code: error.code });
  });

  it("judges no status that the contract does not document", async () => {
    const { amps } = guarded(418, { error: { code: "TEAPOT" } });
    expect(await failure(amps.getEvCharger({ path }))).toMatchObject({ code: "TEAPOT" });
  });

  it("judges no answer to HEAD, which has the status of one with a body", async () => {
    const { path: template, ...request } = {
      path: "/ev-charger/{deviceId}",
      query: {},
      header: {},
    };
    const result = { status: 200, body: undefined, response: new Response(), attempts: 1 };
    const answer = { ...result, requestId: undefined, retryAfter: undefined };
    const head = { operationId: "getEvCharger", method: "HEAD", path: template } as const;
    const context = { ...head, request: { ...request, path, body: undefined } };
    const { call } = validate({ validators });
    expect(await call?.(context, async () => answer)).toBe(answer);
    const got = call?.({ ...context, method: "GET" }, async () => answer);
    expect((await failure(Promise.resolve(got))).message).toContain("the contract: is missing");
  });

  it("judges the operations of the given validators alone", async () => {
    const broken = changed("getEvCharger 200", { id: 1 });
    const other = guarded(200, broken, { validators: [pushEvChargerActionValidator] });
    expect(await other.amps.getEvCharger({ path })).toMatchObject({ id: 1 });
    const same = guarded(200, broken, { validators: [getEvChargerValidator] });
    expect(await failure(same.amps.getEvCharger({ path }))).toBeInstanceOf(InvalidResponseError);
  });

  it("only warns when it is told to, of requests and of answers", async () => {
    const warn = vi.fn<(message: string, error: object) => void>();
    const answer = changed("pushEvChargerAction 202", { id: 1 });
    const { amps, fetch } = guarded(202, answer, { mode: "warn", warn });
    const action = { command: "charge", start: "tomorrow" } as const;
    expect(await amps.pushEvChargerAction({ path, body: { action } })).toMatchObject({ id: 1 });
    expect(fetch).toHaveBeenCalledOnce();
    const [[ofRequest, requestError] = [], [ofAnswer, answerError] = []] = warn.mock.calls;
    expect(ofRequest).toContain("at /action/start: must match");
    expect(requestError).toMatchObject({ option: "body", message: ofRequest });
    expect(ofAnswer).toContain("at /data/id: must be string");
    expect(answerError).toMatchObject({ status: 202, message: ofAnswer });
  });

  it("warns on the console, in words alone, unless it is told otherwise", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const { amps } = guarded(200, changed("getEvCharger 200", { id: 1 }), { mode: "warn" });
    await amps.getEvCharger({ path });
    expect(warn).toHaveBeenCalledOnce();
    const [[message, ...more] = []] = warn.mock.calls;
    expect(message).toContain("at /data/id: must be string");
    expect(more).toEqual([]);
  });

  it("refuses a mode that it does not know", () => {
    // @ts-expect-error not a mode
    const options: ValidateOptions = { validators, mode: "log" };
    expect(() => validate(options)).toThrow(/^mode: expected "throw" or "warn"/);
  });
});

describe("a bundle", () => {
  const filesOf = async (contents: string): Promise<string[]> => {
    const resolveDir = fileURLToPath(new URL("../src", import.meta.url));
    const { metafile } = await build({
      stdin: { contents, resolveDir },
      bundle: true,
      format: "esm",
      metafile: true,
      write: false,
    });
    const inputs = Object.values(metafile.outputs).flatMap((one) => Object.entries(one.inputs));
    return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  };

  it("of createClient alone has nothing of it", async () => {
    const files = await filesOf(`export { createClient } from "./index.ts"`);
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((file) => /validat/i.test(file))).toEqual([]);
  });

  it("of the middleware alone has no operation's validator", async () => {
    const files = await filesOf(`export { validate } from "./validate.ts"`);
    expect(files.filter((file) => file.endsWith("validate.ts"))).toHaveLength(1);
    expect(files.filter((file) => file.endsWith("validators.gen.ts"))).toEqual([]);
  });
});
