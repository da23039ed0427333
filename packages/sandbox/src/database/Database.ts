import type { Kysely } from "kysely";
import type { Tables } from "./Tables.ts";

/** An open database with the sandbox's schema. */
export interface Database {
  readonly db: Kysely<Tables>;
  /** Which server it is, for people, such as `PostgreSQL 18.4` or `PGlite (PostgreSQL 18.3), in memory`. */
  readonly name: string;
  /** How many queries it can work on at the same time. */
  readonly width: number;
  /** @throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
