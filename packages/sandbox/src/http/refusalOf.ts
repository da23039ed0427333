import type { KnownRequestPart } from "@ev-charger/types";
import type { ErrorObject } from "ajv";
import type { FastifyError } from "fastify";
import { issuesOf } from "../contract/validators.ts";
import { isUnavailable } from "../database/isUnavailable.ts";
import { fieldOf } from "./readRequest.ts";
import { invalid, Refusal } from "./Refusal.ts";

/** What the framework calls the parts of a request. */
const PARTS: Readonly<Record<string, KnownRequestPart>> = {
  params: "path",
  querystring: "query",
  headers: "header",
  body: "body",
};

const NOT_JSON = "is not valid JSON";

/** The error of the API that says what the framework, the database or a handler complains about. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isUnavailable(error)) {
    return new Refusal("SERVICE_UNAVAILABLE", "The database cannot be reached at the moment.", {
      headers: { "retry-after": "1" },
      cause: error,
    });
  }
  const { code, statusCode, validation, validationContext } = partsOf(error);
  if (validation !== undefined) {
    const where = PARTS[validationContext ?? ""] ?? "body";
    const found = issuesOf(validation).map(({ pointer, message }) => ({
      in: where,
      field: fieldOf(where, pointer),
      message,
    }));
    return invalid(found, error);
  }
  if (statusCode === 413) {
    return new Refusal("PAYLOAD_TOO_LARGE", "The body is larger than 64 KiB.", { cause: error });
  }
  if (statusCode === 415) {
    const message = "The body has to be JSON, with Content-Type: application/json.";
    return new Refusal("UNSUPPORTED_MEDIA_TYPE", message, { cause: error });
  }
  if (code === "FST_ERR_BAD_URL" || code === "FST_ERR_ASYNC_CONSTRAINT") {
    const issue = { in: "path", field: "", message: "has a % that begins no character" };
    return invalid([issue], error);
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    const isForbidden = error instanceof Error && /prototype/.test(error.message);
    const message = isForbidden ? "has a member __proto__ or constructor.prototype" : NOT_JSON;
    return invalid([{ in: "body", field: "", message }], error);
  }
  return new Refusal("INTERNAL_ERROR", "The server failed.", { cause: error });
}

interface Parts {
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: ErrorObject[];
  readonly validationContext?: string;
}

function partsOf(error: unknown): Parts {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the validation is our own Ajv's
  return error instanceof Error ? (error as Partial<FastifyError>) : {};
}
