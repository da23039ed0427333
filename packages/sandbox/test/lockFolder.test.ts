import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { lockFolder } from "../src/database/lockFolder.ts";
import { startSandbox } from "../src/index.ts";
import { fleetOf } from "./scene.ts";

const module = pathToFileURL(join(import.meta.dirname, "../src/database/lockFolder.ts")).href;

/** A process that tries to lock a folder at each line, and says how it went; it never gives it free. */
const contender = `
  import { createInterface } from "node:readline";
  const { lockFolder } = await import(${JSON.stringify(module)});
  console.log("ready");
  for await (const folder of createInterface(process.stdin)) {
    console.log(await lockFolder(folder).then(() => "locked", ({ message }) => message));
  }`;

async function parentFolder(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "sandbox-lock-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  return parent;
}

async function startContender() {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", contender], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const said = async (): Promise<string> => String((await lines.next()).value);
  expect(await said()).toBe("ready");
  const lock = (folder: string): Promise<string> => {
    child.stdin.write(`${folder}\n`);
    return said();
  };
  return { pid: child.pid, lock, kill };
}

test("of several processes that find the lock of a dead one, one gets the folder", async () => {
  const parent = await parentFolder();
  const dead = await startContender();
  await dead.kill();
  const contenders = await Promise.all(Array.from({ length: 4 }, startContender));
  for (let round = 0; round < 100; round += 1) {
    const folder = join(parent, String(round));
    await writeFile(`${folder}.lock`, String(dead.pid));
    // Some were killed while they replaced it.
    if (round % 3 === 0) await writeFile(`${folder}.lock.breaking`, String(dead.pid));
    const said = await Promise.all(contenders.map(({ lock }) => lock(folder)));
    const winners = contenders.filter((_, index) => said[index] === "locked");
    expect(winners.map(({ pid }) => String(pid))).toEqual([
      await readFile(`${folder}.lock`, "utf8"),
    ]);
  }
  const names = await readdir(parent);
  expect(names.filter((name) => !/^\d+(\.lock)?$/.test(name))).toEqual([]);
});

test("a folder is the same under every name that it has", async () => {
  const parent = await parentFolder();
  const folder = join(parent, "data");
  await mkdir(folder);
  await symlink(folder, join(parent, "alias"));
  const { pid, lock } = await startContender();
  expect(await lock(`${folder}/.`)).toBe("locked");
  for (const name of [folder, `${folder}/`, `${parent}/./data//`, join(parent, "alias")]) {
    await expect(lockFolder(name)).rejects.toThrow(`${name} is in use by the process ${pid}.`);
  }
});

test("a lock that an earlier process with the same number left does not count", async () => {
  const folder = join(await parentFolder(), "data");
  await writeFile(`${folder}.lock`, String(process.pid));
  const unlock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(`in use by the process ${process.pid}.`);
  await unlock();
  await (
    await lockFolder(folder)
  )();
});

test("of two that lock a folder in the same process at the same time, one gets it", async () => {
  const folder = join(await parentFolder(), "data");
  const both = await Promise.allSettled([lockFolder(folder), lockFolder(folder)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test.each(["", "0", "not a number", "999999999"])(
  "a lock with %j in it does not count",
  async (text) => {
    const folder = join(await parentFolder(), "data");
    await writeFile(`${folder}.lock`, text);
    const unlock = await lockFolder(folder);
    expect(await readFile(`${folder}.lock`, "utf8")).toBe(String(process.pid));
    await unlock();
  },
);

test("a folder with something else in it is refused, and nothing is written there", async () => {
  const parent = await parentFolder();
  const data = join(parent, "mine");
  await mkdir(data);
  await writeFile(join(data, "thesis.txt"), "Chapter 1");
  await expect(startSandbox({ data })).rejects.toThrow(
    `The folder ${data} holds no database, but other things, such as thesis.txt.`,
  );
  expect(await readdir(parent)).toEqual(["mine"]);
  expect(await readdir(data)).toEqual(["thesis.txt"]);
});

test("a folder that was empty is a database afterwards, and one again after a restart", async () => {
  const parent = await parentFolder();
  const data = join(parent, "data");
  await mkdir(data);
  for (let start = 0; start < 2; start += 1) {
    const sandbox = await startSandbox({ data, fleet: fleetOf([]) });
    await expect(startSandbox({ data: `${data}/.` })).rejects.toThrow("is in use by");
    await sandbox.stop();
    expect(await readdir(data)).not.toContain("unfinished-database");
  }
  expect(await readdir(parent)).toEqual(["data"]);
});
