import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Mock } from "../src/startMock.ts";
import { startMock } from "../src/startMock.ts";
import type { BundledOperation } from "./bundle.ts";
import { first, key, operations, response, successOf } from "./bundle.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
});
afterAll(() => mock.stop());

const withBody = operations.filter(({ body }) => body !== undefined);
const jsonType = { "content-type": "application/json" };

/** Sends what the contract allows, changed as told. */
function send(to: BundledOperation, init: RequestInit = {}, path = to.path): Promise<Response> {
  const sent = to.body === undefined ? {} : { body: JSON.stringify(to.body) };
  const headers = { ...to.headers, ...(to.body !== undefined && jsonType) };
  return fetch(mock.url + path, { method: to.method, headers, ...sent, ...init });
}

interface Judged {
  status: number;
  type: string | null;
  complaints: string;
  isExample: boolean;
  text: string;
}

/** Holds an answer against what the operation documents for its status. */
async function judge(answer: Response, of: BundledOperation): Promise<Judged> {
  const { status } = answer;
  const { complaints, examples, isEmpty } = response(of, status);
  if (isEmpty) return { ...(await nothing(answer)), status };
  const body: unknown = await answer.json();
  return {
    status,
    type: answer.headers.get("content-type"),
    complaints: complaints(body),
    isExample: examples.some(({ value }) => isDeepStrictEqual(value, body)),
    text: JSON.stringify(body),
  };
}

/** What `judge` says of an answer that is to have no body: documented, unless it has one. */
async function nothing(answer: Response): Promise<Judged> {
  const text = await answer.text();
  const type = answer.headers.get("content-type") ?? "application/json";
  return { status: answer.status, type, complaints: text, isExample: text === "", text };
}

/** What `judge` says of a documented answer. */
function documented(status: number): Partial<Judged> {
  return { status, type: "application/json", complaints: "", isExample: true };
}

describe.each(operations)("$id", (operation) => {
  const named = operation.responses.flatMap(({ status, examples }) =>
    examples.map(({ name, value }) => ({ status, name, value })),
  );

  it("answers a good request with its first documented success", async () => {
    const answer = await send(operation);
    expect(answer.headers.has("sl-violations")).toBe(false);
    expect(await judge(answer, operation)).toMatchObject(documented(successOf(operation)));
  });

  it.each(named)("answers $status $name on Prefer, key and body or not", async (wanted) => {
    const prefer = `code=${wanted.status}, example=${wanted.name}`;
    const answer = await send(operation, { headers: { prefer }, body: null });
    expect(answer.status).toBe(wanted.status);
    expect(await answer.json()).toEqual(wanted.value);
    for (const header of response(operation, wanted.status).headers) {
      expect(answer.headers.get(header), header).not.toBeNull();
    }
  });

  it.each(named)("finds the status of $name by itself", async ({ name }) => {
    const expected = named.find((example) => example.name === name);
    const answer = await send(operation, { headers: { prefer: `example=${name}` }, body: null });
    expect(expected?.status).toBe(answer.status);
    expect(await answer.json()).toEqual(expected?.value);
  });

  it("answers a bare Prefer: code with the first example of each status", async () => {
    for (const { status, examples, isEmpty } of operation.responses) {
      const answer = await send(operation, { headers: { ...key, prefer: `code=${status}` } });
      const body: unknown = isEmpty ? await answer.text() : await answer.json();
      expect([answer.status, body]).toEqual([status, isEmpty ? "" : examples[0]?.value]);
    }
  });

  it("answers 401 without a key", async () => {
    expect(await judge(await send(operation, { headers: jsonType }), operation)).toMatchObject(
      documented(401),
    );
  });

  it("answers 405 to a method that the path has not, with the ones it has", async () => {
    const siblings = operations.filter(({ template }) => template === operation.template);
    const allowed = siblings.map(({ method }) => method);
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"].filter(
      (m) => !allowed.includes(m),
    )) {
      const answer = await fetch(mock.url + operation.path, { method, headers: key });
      expect(await judge(answer, operation)).toMatchObject(documented(405));
      expect(answer.headers.get("allow")).toBe(allowed.join(", "));
    }
  });

  it("allows the path's own methods with a 405 that Prefer asks for, too", async () => {
    const siblings = operations.filter(({ template }) => template === operation.template);
    const answer = await send(operation, { headers: { prefer: "code=405" }, body: null });
    expect(answer.headers.get("allow")).toBe(siblings.map(({ method }) => method).join(", "));
  });

  it("names the documented examples when Prefer asks for another", async () => {
    for (const prefer of ["example=nope", "code=299", "code=401, example=nope"]) {
      const answer = await send(operation, { headers: { prefer }, body: null });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([
        501,
        "application/problem+json",
      ]);
      expect(await answer.text()).toContain(`example=${named[0]?.name}`);
    }
  });
});

describe.each(withBody)("$id, which takes a body,", (operation) => {
  const headers = { ...key, ...jsonType };

  it.each(["{", "{'a': 1}", "nul", '{"a":1}}', "\u0000"])(
    "answers 400 to %j, which is not JSON",
    async (body) => {
      const answer = await send(operation, { body });
      const judged = await judge(answer, operation);
      expect(judged).toMatchObject(documented(400));
      expect(judged.text).toContain("JSON");
    },
  );

  it.each(["[]", "null", '"text"', '{"notInTheContract":1}', ""])(
    "answers 400, never 422, to %j, and says why in sl-violations",
    async (body) => {
      const answer = await send(operation, { body });
      const judged = await judge(answer, operation);
      expect(judged).toMatchObject(documented(400));
      expect(judged.text).toContain('"body"');
      expect(judged.text).not.toContain("valid JSON");
      expect(answer.headers.get("sl-violations")).toMatch(/body/i);
    },
  );

  it.each(["text/plain", "application/xml", "application/jsonp"])(
    "answers 415 to %s",
    async (type) => {
      const answer = await send(operation, {
        headers: { ...operation.headers, "content-type": type },
      });
      expect(await judge(answer, operation)).toMatchObject(documented(415));
    },
  );

  it("answers 415 to a body of no type", async () => {
    const body = new Blob([JSON.stringify(operation.body)]);
    expect(await judge(await send(operation, { headers: key, body }), operation)).toMatchObject(
      documented(415),
    );
  });

  it("takes JSON with a charset", async () => {
    const type = { "content-type": "application/json; charset=utf-8" };
    expect((await send(operation, { headers: { ...operation.headers, ...type } })).ok).toBe(true);
  });

  it("answers 413 to more than a megabyte, 400 to just that", async () => {
    const body = " ".repeat(1024 * 1024);
    expect(await judge(await send(operation, { body }), operation)).toMatchObject(documented(400));
    expect(await judge(await send(operation, { body: `${body} ` }), operation)).toMatchObject(
      documented(413),
    );
    expect(await judge(await send(operation, { body: body.repeat(20) }), operation)).toMatchObject(
      documented(413),
    );
  });

  it.each(["{", "[]", " ".repeat(2 ** 21)])(
    "asks for the key before it looks at a body",
    async (body) => {
      expect(
        await judge(await send(operation, { headers: jsonType, body }), operation),
      ).toMatchObject(documented(401));
    },
  );

  it("lets Prefer win over a body that is not JSON", async () => {
    const answer = await send(operation, {
      headers: { ...headers, prefer: "code=404" },
      body: "{",
    });
    expect(await judge(answer, operation)).toMatchObject(documented(404));
  });
});

describe.each(operations.filter(({ method }) => method === "GET"))("$id, a GET,", (operation) => {
  it("answers HEAD the same, without the body", async () => {
    const get = await send(operation);
    const head = await send(operation, { method: "HEAD" });
    expect(head.status).toBe(get.status);
    expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
    expect(head.headers.get("content-length")).toBe(String((await get.arrayBuffer()).byteLength));
    expect(await head.text()).toBe("");
  });
});

describe.each(operations.filter(({ template }) => template.includes("{")))(
  "$id, which has an id in its path,",
  (operation) => {
    it("answers 400 to a path it cannot decode", async () => {
      const path = operation.template.replaceAll(/\{[^}]+\}/g, "%zz");
      expect(await judge(await send(operation, {}, path), operation)).toMatchObject(
        documented(400),
      );
    });

    it("answers a documented 404 to an empty id", async () => {
      const path = operation.template.replaceAll(/\{[^}]+\}/g, "");
      const answer = await send(operation, {}, path);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([
        404,
        "application/json",
      ]);
    });
  },
);

describe.each(operations.filter(({ method, body }) => method !== "GET" && body === undefined))(
  "$id, which takes no body,",
  (operation) => {
    it("ignores one", async () => {
      const answer = await send(operation, {
        headers: { ...operation.headers, ...jsonType },
        body: "{",
      });
      expect(await judge(answer, operation)).toMatchObject(documented(successOf(operation)));
    });
  },
);

describe("the mock", () => {
  const list = first(({ method, template }) => method === "GET" && !template.includes("{"));

  it("answers 400 to a query that breaks the contract, with the example about it", async () => {
    const answer = await send(list, {}, `${list.path}?limit=51`);
    const judged = await judge(answer, list);
    expect(judged).toMatchObject(documented(400));
    expect(judged.text).toContain("limit must be <= 50");
  });

  it("refuses an empty query parameter and says which", async () => {
    const answer = await send(list, {}, `${list.path}?userId=`);
    expect(await judge(answer, list)).toMatchObject(documented(400));
    expect(answer.headers.get("sl-violations")).toContain("userId");
  });

  it("answers a path that the contract has not with the 404 that x-unknown-path names", async () => {
    const documenting = first(({ unknownPath }) => unknownPath !== undefined);
    const { examples } = response(documenting, 404);
    const example = examples.find(({ name }) => name === documenting.unknownPath);
    for (const path of ["/", "/nope", `${list.path}/`, "//nope", "/%zz", "/nope?limit=51"]) {
      const answer = await judge(await fetch(mock.url + path, { headers: key }), documenting);
      expect(answer).toMatchObject(documented(404));
      expect(JSON.parse(answer.text)).toEqual(example?.value);
    }
  });

  it.each(["text/html", "garbage", "*/*;q=zz"])("answers JSON to Accept: %s", async (accept) => {
    expect(await judge(await send(list, { headers: { ...key, accept } }), list)).toMatchObject(
      documented(200),
    );
  });

  it("says what is wrong with a malformed Prefer", async () => {
    const answer = await send(list, { headers: { prefer: "code=abc" } });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.text()).toContain("abc");
  });

  it("lets a browser of any origin send and read everything", async () => {
    const asked = { origin: "https://page.example", "access-control-request-method": "POST" };
    const preflight = await fetch(mock.url + list.path, {
      method: "OPTIONS",
      headers: { ...asked, "access-control-request-headers": "prefer,x-api-key" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toBe("POST");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("prefer,x-api-key");
    const readable = operations.flatMap(({ responses }) => responses.flatMap((one) => one.headers));
    for (const answer of [await send(list), await fetch(`${mock.url}/nope`)]) {
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      const exposed = answer.headers.get("access-control-expose-headers")?.split(", ");
      expect(exposed).toEqual(expect.arrayContaining([...readable, "sl-violations"]));
    }
  });
});
