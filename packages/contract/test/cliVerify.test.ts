import { EventEmitter, once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { runCli, startCli } from "./runCli.ts";
import { type Faults, startThings, thingsKey } from "./startThings.ts";
import { writeThings } from "./writeThings.ts";

const { contract, remove } = await writeThings();
afterAll(remove);

/** Verifies a server of things. */
async function verify(faults: Faults, args: readonly string[] = [], key = thingsKey) {
  const things = await startThings(faults);
  try {
    const all = ["verify", "--url", things.url, "--contract", contract, "--cases", "20", ...args];
    const ended = await runCli(all, { AMPS_API_KEY: key });
    return { ...ended, asked: things.asked.map((line) => line.replaceAll(things.url, "")) };
  } finally {
    await things.stop();
  }
}

const wrongId = (thing: object) => ({ ...thing, id: 3 });

test("ends with 0 where the server does what the contract says, after GET alone", async () => {
  const { code, stdout, stderr, asked } = await verify({});
  expect(stdout).toMatch(/\n\d+ requests, 0 failures in [\d.]+ s\n$/);
  expect(new Set(asked.map((line) => line.split(" ", 1)[0]))).toEqual(new Set(["GET"]));
  expect(stderr).toContain("derived cases: ");
  expect(stderr).not.toContain("\r");
  expect(code).toBe(0);
});

test("writes with the full profile", async () => {
  const { code, stdout, asked } = await verify({}, ["--profile", "full"]);
  expect(asked).toContainEqual('POST /things {"colour":"green"}');
  expect(stdout).toContain("profile full, seed 1");
  expect(code).toBe(0);
});

test("ends with 1 where it does not, and says where, why, and how to see it", async () => {
  const { code, stdout } = await verify({ show: wrongId });
  expect(stdout).toContain("the body: /data/id must be string");
  expect(stdout).toContain("#/components/schemas/Thing/properties/id/type");
  expect(stdout).toMatch(
    /curl --include --url 'http:[^']+\/things\/thing_\d' --header "x-thing-key: \$AMPS_API_KEY"\n/,
  );
  expect(code).toBe(1);
});

test("ends with 2 where the key is refused", async () => {
  const { code, stdout, stderr } = await verify({}, [], "another-key");
  expect(stderr).toContain("refuses the API key");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

test.each([
  ["json", /^\{\n.*"check": "documented body".*\n\}\n$/s],
  ["junit", /^<\?xml .*<failure message="the body: .*<\/testsuites>\n$/s],
])("prints nothing but the report with --report %s", async (report, whole) => {
  const { code, stdout, stderr } = await verify({ show: wrongId }, ["--report", report]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toMatch(whole);
});

const echo: Faults = {
  answer(url, response) {
    if (!url.pathname.startsWith("/things/")) return false;
    response
      .writeHead(200, { "content-type": "text/plain", "x-echo": thingsKey })
      .end(JSON.stringify({ key: thingsKey, url: encodeURIComponent(thingsKey) }));
    return true;
  },
};

test.each(["pretty", "json", "junit"])(
  "keeps the key out of the %s report of a server that echoes it",
  async (report) => {
    const { code, stdout, stderr } = await verify(echo, ["--report", report]);
    expect(code).toBe(1);
    expect(stdout).toContain("the body has the API key in it");
    expect(stdout.replaceAll(/\\"|&#34;/g, '"')).toContain('{"key":"$AMPS_API_KEY"');
    expect(stdout + stderr).not.toContain(thingsKey);
  },
);

test("sends the same requests for the same seed, and others for another", async () => {
  const asked = async (seed: string) =>
    (await verify({}, ["--seed", seed, "--profile", "full"])).asked;
  const first = await asked("7");
  expect(await asked("7")).toEqual(first);
  expect(await asked("8")).not.toEqual(first);
});

test("counts what a server is said to lack, and fails when it does all of it", async () => {
  const paging = ["--lacks", "paging"];
  const able = await verify({}, paging);
  expect(able.stdout).toContain("the server is said to lack paging, but does all of it");
  expect(able.code).toBe(1);
  const unable = await verify(
    {
      answer(url, response) {
        if (url.searchParams.size === 0 || url.pathname !== "/things") return false;
        const items = [{ id: "thing_1", colour: "red" }];
        const pagination = { limit: 1, offset: 0, total: 7, hasMore: true };
        response
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify({ data: { items, pagination } }));
        return true;
      },
    },
    paging,
  );
  expect(unable.stdout).toMatch(/Not applicable.*\n +\d+ {2}paging {2}heeds limit and offset\n/);
  expect(unable.stdout).toMatch(/^pagination +n\/a \d+ /m);
});

test("ends with 130 when it is interrupted, and says so", async () => {
  const events = new EventEmitter();
  const things = await startThings({ answer: () => events.emit("asked") });
  try {
    const args = ["verify", "--url", things.url, "--contract", contract];
    const child = startCli(args, { AMPS_API_KEY: thingsKey });
    const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
    await once(events, "asked");
    child.kill("SIGINT");
    await once(child, "close");
    expect(await stderr).toContain("Interrupted: there is no report.");
    expect({ code: child.exitCode, stdout: await stdout }).toEqual({ code: 130, stdout: "" });
  } finally {
    await things.stop();
  }
});
