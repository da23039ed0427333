import { answers, composition } from "./answers.ts";
import { access, operations } from "./operations.ts";
import { parameters } from "./parameters.ts";
import { requests } from "./requests.ts";

/** Every labelled pair, by what it is about. */
export const ALL = { operations, access, parameters, requests, answers, composition };
