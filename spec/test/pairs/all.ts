import { answers, composition } from "./answers.ts";
import { BASE } from "./base.ts";
import { HARDER } from "./hard.ts";
import { HARD } from "./hardBase.ts";
import { access, operations } from "./operations.ts";
import { parameters } from "./parameters.ts";
import { requests } from "./requests.ts";

const EASIER = { operations, access, parameters, requests, answers, composition };

/** Every labelled pair, by what it is about, with the contract that it starts from. */
export const ALL = [
  ...Object.entries(EASIER).map(([topic, pairs]) => ({ topic, pairs, base: BASE })),
  ...Object.entries(HARDER).map(([topic, pairs]) => ({ topic, pairs, base: HARD })),
];
