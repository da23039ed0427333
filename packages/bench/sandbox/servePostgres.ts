import { createDatabase, startPostgres } from "../../sandbox/test/postgres.ts";
import type { Given } from "./startDatabase.ts";

// A program: brings a PostgreSQL with an empty database, and removes what it brought when it is told
// to, or when nobody is there any more who could. It has a process of its own because what starts the
// server ends its process on signals, before what uses the server has ended.
let remove: (() => Promise<void>) | undefined;

async function bring(): Promise<Given> {
  const server = await startPostgres();
  remove = server.remove;
  const { url, drop } = await createDatabase(server.url);
  remove = async () => {
    try {
      await drop();
    } finally {
      await server.remove();
    }
  };
  return { name: server.name, url };
}

async function end(): Promise<void> {
  const once = remove;
  remove = undefined;
  await once?.();
}

process.on("message", (order) => {
  if (order === "bring") void bring().then((given) => process.send?.(given));
  else void end().then(() => process.send?.("removed"));
});
process.on("disconnect", () => void end());
