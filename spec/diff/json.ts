import { isRecord } from "../../scripts/isRecord.ts";

export type Json = Readonly<Record<string, unknown>>;

/** Members whose value is data: nothing below them is part of the contract. */
export const DATA = /^(?:const|default|enum|example|examples|mapping|x-.*)$/u;

/** What has names, as that; anything else as empty. */
export const objectOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/** What is a list, as one; anything else as empty. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The order of values by how they are written. */
export const byText = (a: unknown, b: unknown): number =>
  JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
