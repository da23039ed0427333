import type { Oas3Visitor } from "@redocly/openapi-core";
import { isEnvelope, shapeOf, successesOf } from "./shapes.ts";

/**
 * Requires the successes of an operation to be envelopes all or none, and an envelope to require its
 * three parts: by these the client knows that it has to unwrap `data`.
 */
export function envelope(): Oas3Visitor {
  return {
    Operation(operation, ctx) {
      const bodies = successesOf(operation, ctx).flatMap((success) => success.bodies);
      const wrapped = bodies.some((body) => isEnvelope(body, ctx));
      for (const body of bodies.filter((one) => !isEnvelope(one, ctx))) {
        const properties = shapeOf(body, ctx)?.properties;
        if (properties?.has("success") === true && properties.has("data")) {
          ctx.report({
            message:
              "An envelope has to require success, data and meta. List all three in `required`.",
            location: body.location,
          });
        } else if (wrapped) {
          ctx.report({
            message: `A success of ${operation.operationId ?? "the operation"} is an envelope, and this one is not. Make it { success, data, meta }, all three required.`,
            location: body.location,
          });
        }
      }
    },
  };
}
