import type { Plugin } from "@redocly/openapi-core";
import { isRecord } from "../../../../scripts/isRecord.ts";
import { readApi } from "../contract/readApi.ts";
import { samplesOf } from "../samples/samplesOf.ts";

/** What the reference shows beyond the contract; Redocly applies it while it builds the page. */
export default function docsPlugin(): Plugin {
  return {
    id: "docs",
    decorators: {
      oas3: {
        "code-samples": () => ({
          Root: {
            leave(root) {
              const api = readApi(root);
              const samples = new Map(
                api.operations.map((one) => [one.operationId, samplesOf(one, api.server)]),
              );
              for (const item of Object.values(root.paths ?? {})) {
                const operations: unknown[] = Object.values(isRecord(item) ? item : {});
                for (const operation of operations) {
                  if (!isRecord(operation)) continue;
                  operation["x-codeSamples"] = samples.get(String(operation["operationId"]));
                }
              }
            },
          },
        }),
      },
    },
  };
}
