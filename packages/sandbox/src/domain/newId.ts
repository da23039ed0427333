import { randomUUID } from "node:crypto";

/** An id that nothing else has, which begins with what it is of, such as `req`. */
export const newId = (prefix: string): string =>
  `${prefix}_${randomUUID().replaceAll("-", "").slice(0, 20)}`;
