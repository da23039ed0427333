import type { Check } from "./Check.ts";
import {
  documentedBody,
  documentedContentType,
  documentedHeaders,
  documentedStatus,
} from "./documented.ts";
import {
  absence,
  acceptedInput,
  authentication,
  documentedExample,
  listedCode,
  noServerError,
  refusedBody,
  refusedInput,
  undeclaredMethods,
} from "./expected.ts";
import { finality, links, readsBack } from "./links.ts";
import { filters, pageWalk, pagination } from "./pages.ts";
import { keySecrecy } from "./secrecy.ts";

/** A check of the whole run: whoever sends a case does it. */
export const answered: Check = {
  name: "answered in time",
  what: "Every request has a whole answer in time.",
};

/** A check of the whole run. */
export const everyOperation: Check = {
  name: "every operation succeeds",
  what: "Of what is sent to each operation, at least one request is answered with a success.",
};

/** A check of the whole run. */
export const declaredLacks: Check = {
  name: "lacks what it says",
  what: "What a server is said to lack, it fails at, at least once; otherwise it can do it by now.",
};

/** All that an answer, and a run, is held to. */
export const checks: readonly Check[] = [
  answered,
  noServerError,
  documentedStatus,
  documentedContentType,
  documentedHeaders,
  documentedBody,
  documentedExample,
  listedCode,
  acceptedInput,
  refusedInput,
  refusedBody,
  undeclaredMethods,
  authentication,
  absence,
  pagination,
  pageWalk,
  filters,
  links,
  readsBack,
  finality,
  keySecrecy,
  everyOperation,
  declaredLacks,
];
