import type { Plugin } from "@redocly/openapi-core";
import { isRecord } from "../../../../scripts/isRecord.ts";
import { type ApiOperation, readApi } from "../contract/readApi.ts";
import { samplesOf } from "../samples/samplesOf.ts";
import { tellSunset } from "./tellSunset.ts";

/** The variable of the environment that says, as `true`, to link each operation to the console. */
export const LINKS_TO_CONSOLE = "DOCS_LINKS_TO_CONSOLE";

/** Where the console shows an operation, as seen from the reference. */
const consoleAddress = ({ tag, operationId }: ApiOperation): string =>
  `../console/index.html#/${encodeURIComponent(tag)}/${operationId}`;

/** What the reference shows beyond the contract; Redocly applies it while it builds the page. */
export default function docsPlugin(): Plugin {
  return {
    id: "docs",
    decorators: {
      oas3: {
        sunset: tellSunset,
        "code-samples": () => ({
          Root: {
            leave(root) {
              const api = readApi(root);
              const samples = new Map(
                api.operations.map((one) => [one.operationId, samplesOf(one, api.server)]),
              );
              const tryIt = new Map(
                api.operations.map((one) => [one.operationId, consoleAddress(one)]),
              );
              for (const item of Object.values(root.paths ?? {})) {
                const operations: unknown[] = Object.values(isRecord(item) ? item : {});
                for (const operation of operations) {
                  if (!isRecord(operation)) continue;
                  const id = String(operation["operationId"]);
                  operation["x-codeSamples"] = samples.get(id);
                  if (process.env[LINKS_TO_CONSOLE] !== "true") continue;
                  const { description } = operation;
                  const text = typeof description === "string" ? description : "";
                  operation["description"] = `${text}\n\n[Try it](${tryIt.get(id) ?? ""})`;
                }
              }
            },
          },
        }),
      },
    },
  };
}
