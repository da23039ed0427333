import { abort } from "./abort.ts";
import { answers } from "./answer.ts";
import { backoff } from "./backoff.ts";
import { growth } from "./growth.ts";
import { key } from "./key.ts";
import type { Behaviour } from "./Kit.ts";
import { pagination } from "./pagination.ts";
import { paths } from "./path.ts";
import { redirects } from "./redirect.ts";
import { retry } from "./retry.ts";
import { retryAfter } from "./retryAfter.ts";
import { surface } from "./surface.ts";
import { timeout } from "./timeout.ts";
import { waitForAction } from "./waitForAction.ts";

/** What the client does, on every runtime, by the part of it that does so. */
export const behaviours: Readonly<Record<string, readonly Behaviour[]>> = {
  "the client": surface,
  "a Retry-After": retryAfter,
  "the backoff": backoff,
  "a retry": retry,
  "an abort": abort,
  "a timeout": timeout,
  "a redirect": redirects,
  "a path value": paths,
  "the key": key,
  "a broken answer": answers,
  "an answer from the future": growth,
  "a list": pagination,
  waitForAction: waitForAction,
};
