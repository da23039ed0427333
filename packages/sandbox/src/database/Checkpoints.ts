import type { PGlite } from "@electric-sql/pglite";

/** After so many statements the size of the log is looked at. */
const EVERY = 200;
/** The log may have grown by so many bytes since the last checkpoint. */
const MOST = 32 * 1_024 * 1_024;

/**
 * Makes checkpoints of an embedded PostgreSQL. A server has a process for that, PGlite has none: its
 * log of changes would grow without end, on the disk or, with a database in memory, there.
 */
export class Checkpoints {
  readonly #pglite: PGlite;
  #statements = 0;
  #underWay: Promise<void> = Promise.resolve();

  /** What keeps the log from growing again: what a checkpoint sets free is given back. */
  static readonly startParams = [
    "max_wal_size=64MB",
    "min_wal_size=32MB",
    "wal_recycle=off",
  ].flatMap((setting) => ["-c", setting]);

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** To be called after each statement; it does not keep the next one waiting for long. */
  noteStatement(): void {
    this.#statements += 1;
    if (this.#statements % EVERY > 0) return;
    const checkpoint = (): Promise<void> => this.#checkpoint();
    this.#underWay = this.#underWay.then(checkpoint, checkpoint);
    // The next one may succeed; whoever closes the database is told if it did not.
    this.#underWay.catch(() => {});
  }

  /** @throws what the last one failed with. */
  async finish(): Promise<void> {
    await this.#underWay;
  }

  async #checkpoint(): Promise<void> {
    const { rows } = await this.#pglite.query<{ due: boolean }>(
      "select pg_current_wal_lsn() - redo_lsn > $1 as due from pg_control_checkpoint()",
      [MOST],
    );
    if (rows[0]?.due === true) await this.#pglite.exec("checkpoint");
  }
}
