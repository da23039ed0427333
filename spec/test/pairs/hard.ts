import { accessOdd } from "./hardAccess.ts";
import { answersOfOdd } from "./hardAnswers.ts";
import { calledBack } from "./hardCalls.ts";
import { keywords } from "./hardKeywords.ts";
import { sentOdd } from "./hardParameters.ts";
import { otherWords, recursion } from "./hardSchemas.ts";

/** Labelled pairs of what is seldom, from a base of their own. */
export const HARDER = {
  "seldom keywords": keywords,
  "schemas that hold themselves": recursion,
  "other words": otherWords,
  "what the API calls": calledBack,
  "seldom answers": answersOfOdd,
  "seldom parameters and bodies": sentOdd,
  "servers and credentials": accessOdd,
};
