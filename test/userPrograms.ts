/** What somebody writes who calls the API with the client; AMPS_BASE_URL says where that is. */
export const esModule = `
import { createClient, isApiError } from "@ev-charger/client";
import { isContractError, validate, validators } from "@ev-charger/client/validate";
import contract from "@ev-charger/spec/openapi.json" with { type: "json" };
import type { EvCharger, KnownErrorCode } from "@ev-charger/types";

async function main(): Promise<void> {
  const amps = createClient({ middleware: [validate({ validators })] });

  const ids: string[] = [];
  for await (const { id } of amps.listEvChargers()) ids.push(id);
  console.log("list:", ids.join());

  const page = await amps.listEvChargers({ query: { limit: 1 } });
  const first: EvCharger | undefined = page.items[0];
  console.log("page:", page.pagination.total, first?.metadata.model);

  const push = { path: { deviceId: "device_ev_001" }, body: { action: { command: "charge" } } } as const;
  const { error } = await amps.pushEvChargerAction(push, { headers: { prefer: "code=409" } }).safe();
  const code: KnownErrorCode = "CONFLICT";
  if (!isApiError(error, code)) throw new Error("It is no conflict.", { cause: error });
  const conflicting: readonly string[] | undefined = error.details.conflictingActionIds;
  console.log("error:", error.name, error.status, conflicting?.length);

  console.log("contract:", isContractError(error), contract.openapi);
}

await main();
`;

/** The same for CommonJS, which knows neither how to await at the top nor what to import something as. */
export const commonJsModule = esModule
  .replace(' with { type: "json" }', "")
  .replace("await main();", "void main();");

/** The same with a property that a charger has not. */
export const mistaken = esModule.replace("first?.metadata.model", "first?.metadata.modell");

/** What somebody writes who tests a program of their own that calls the API. */
export const clientTests = `
import { createClient } from "@ev-charger/client";
import { handlers, mock } from "@ev-charger/client/testing";
import { setupServer } from "msw/node";

async function main(): Promise<void> {
  const server = setupServer(...handlers());
  server.listen({ onUnhandledFrame: "error" });
  server.use(mock.getEvCharger(({ params }) => ({ data: { id: params.deviceId } })));
  const amps = createClient({ baseUrl: "https://api.amps.ai" });
  console.log("mocked:", (await amps.getEvCharger({ path: { deviceId: "mine" } })).id);
  server.close();
}

void main();
`;

/** What somebody writes who tests a server of their own. */
export const serverTests = `
import { casesFrom, checkAnswer, loadContract, sendCase } from "@ev-charger/contract";
import { defaultKeys, startSandbox } from "@ev-charger/sandbox";

const contract = await loadContract();
const [first] = casesFrom(contract);
if (first === undefined) throw new Error("There is no case.");
const sandbox = await startSandbox({ now: "fleet" });
const answer = await sendCase(first, { baseUrl: sandbox.url, apiKey: defaultKeys.sandbox });
await sandbox.stop();
console.log(first.operationId, answer.status, checkAnswer(contract, first, answer));
`;

/**
 * TypeScript at its strictest, with the declarations of every package checked as well.
 *
 * @param lib what is there beside Node's own, as `dom` that MSW asks for
 */
export const strictest = (files: readonly string[], ...lib: readonly string[]): string =>
  JSON.stringify({ files, compilerOptions: { ...compilerOptions, lib: ["es2023", ...lib] } });

const compilerOptions = {
  outDir: "out",
  rootDir: ".",
  target: "es2023",
  types: ["node"],
  module: "nodenext",
  resolveJsonModule: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedSideEffectImports: true,
  skipLibCheck: false,
};
