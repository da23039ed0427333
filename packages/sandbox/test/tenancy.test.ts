import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { Contract } from "../src/contract/Contract.ts";
import type { Operation, Parameter } from "../src/contract/Operation.ts";
import { defaultKeys, type Sandbox, startSandbox } from "../src/index.ts";
import { at, textAt } from "./ask.ts";
import { call, type Called, pushOf } from "./call.ts";
import { databases } from "./databases.ts";
import { createDatabase } from "./postgres.ts";

const contract = Contract.bundled();

/** What belongs to the other customer, by the name of the schema of its id. */
type Kind = "DeviceId" | "ActionId" | "UserId";

/** Which id a parameter is, by the schema that it refers to. */
function kindOf({ schema }: Parameter): Kind | undefined {
  const name = String(schema["$ref"]).split("/").at(-1);
  return name === "DeviceId" || name === "ActionId" || name === "UserId" ? name : undefined;
}

/** Every parameter of every operation that is an id. */
const ids = contract.operations.flatMap((operation) =>
  operation.parameters.flatMap((parameter) => {
    const kind = kindOf(parameter);
    return kind === undefined ? [] : [{ operation, parameter, kind }];
  }),
);

const bodies: Readonly<Record<string, string>> = {
  pushEvChargerAction: pushOf({}),
  updateEvChargerSettings: JSON.stringify({ max_charge_rate: { value: 7, unit: "kw" } }),
};

/** The same letters everywhere, so that a text of the same length stands for any id. */
const nobodys = (id: string): string => "z".repeat(id.length);

/** What may differ between two answers: when, for which request, how fast, and the id itself. */
function blurred({ body, headers }: Called, id: string): string {
  const names = [...headers].map(([name, value]) => (name === "date" ? name : `${name}: ${value}`));
  return [...names, body]
    .join("\n")
    .replaceAll(id, "(id)")
    .replaceAll(/"requestId":"\w+"/g, "")
    .replaceAll(/"latencyMs":[\d.]+/g, "")
    .replace(/content-length: \d+/, "");
}

it("finds an id in the path of every operation but the lists, and in their filters", () => {
  const named = ids.map(({ operation, parameter }) => `${operation.operationId} ${parameter.name}`);
  expect(named).toEqual(
    expect.arrayContaining([
      "pushEvChargerAction deviceId",
      "listActions userId",
      "cancelAction actionId",
    ]),
  );
  const without = contract.operations.filter(
    ({ operationId }) => !named.some((name) => name.startsWith(`${operationId} `)),
  );
  expect(without).toEqual([]);
});

describe.each(databases)("on %s", (database) => {
  let sandbox: Sandbox;
  let drop: (() => Promise<void>) | undefined;
  const others: Record<Kind, string> = { DeviceId: "", ActionId: "", UserId: "" };

  beforeAll(async () => {
    const made = database === "PGlite" ? undefined : await createDatabase(inject("postgresUrl"));
    drop = made?.drop;
    const databaseUrl = made && { databaseUrl: made.url };
    sandbox = await startSandbox({ now: "fleet", rateLimit: 0, ...databaseUrl });
    const pushed = await call(sandbox.url, "/ev-charger/device_ev_other_001", {
      key: defaultKeys.other,
      body: pushOf({ start: "1h" }),
    });
    others.DeviceId = "device_ev_other_001";
    others.UserId = "user_other";
    others.ActionId = textAt(pushed.json, "data", "id");
  });
  afterAll(async () => {
    await sandbox?.stop();
    await drop?.();
  });

  const send = (operation: Operation, parameter: Parameter, id: string, key: string) => {
    const { method, path, operationId } = operation;
    const body = bodies[operationId];
    const target =
      parameter.in === "path"
        ? path.replace(`{${parameter.name}}`, id)
        : `${path}?${parameter.name}=${id}`;
    return call(sandbox.url, target, { key, method, ...(body !== undefined && { body }) });
  };

  it.each(
    ids.map(
      (one) => [one.operation.operationId, one.parameter.in, one.parameter.name, one] as const,
    ),
  )("%s shows nothing of another customer's %s %s, not even that it is there", async (...args) => {
    const { operation, parameter, kind } = args[3];
    const id = others[kind];
    const asked = await send(operation, parameter, id, defaultKeys.sandbox);
    const unknown = await send(operation, parameter, nobodys(id), defaultKeys.sandbox);
    const shown = [asked.status, at(asked.json, "data", "pagination", "total")];
    expect(shown).toEqual(parameter.in === "path" ? [404, undefined] : [200, 0]);
    expect(asked.status).toBe(unknown.status);
    expect(blurred(asked, id)).toBe(blurred(unknown, nobodys(id)));
  });

  it.each(contract.operations.filter(({ path }) => !path.includes("{")).map((one) => [one.path]))(
    "GET %s names nothing of another customer, filtered or not",
    async (path) => {
      for (const query of ["", "state=scheduled", "deviceType=ev_charger", "offset=1"]) {
        const { status, body } = await call(sandbox.url, `${path}?${query}`);
        expect(status).toBe(200);
        for (const id of Object.values(others)) expect(body).not.toContain(id);
      }
    },
  );

  it("shows all of it to its owner, untouched", async () => {
    for (const { operation, parameter, kind } of ids.filter(
      ({ operation: { method } }) => method === "GET",
    )) {
      const { status, json } = await send(operation, parameter, others[kind], defaultKeys.other);
      const shown = [status, at(json, "data", "pagination", "total")];
      expect(shown, operation.operationId).toEqual([200, parameter.in === "path" ? undefined : 1]);
    }
    const { json } = await call(sandbox.url, `/actions/${others.ActionId}`, {
      key: defaultKeys.other,
    });
    expect(at(json, "data", "state")).toBe("scheduled");
    const charger = await call(sandbox.url, `/ev-charger/${others.DeviceId}`, {
      key: defaultKeys.other,
    });
    expect(at(charger.json, "data", "settings", "max_charge_rate", "value")).toBe(11);
  });

  it("does not find another customer's action by a filter on a charger of one's own", async () => {
    const { json } = await call(
      sandbox.url,
      `/actions?deviceId=device_ev_001&userId=${others.UserId}`,
    );
    expect(at(json, "data", "pagination", "total")).toBe(0);
  });
});
