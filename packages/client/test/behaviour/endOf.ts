import * as sdk from "../../src/index.ts";
import { endings } from "./endings.ts";

// A program that makes one call, and then has nothing more to do. It prints how long it still lived.
const [, , server = "", ending = ""] = process.argv;
await endings[ending]?.({ sdk, server, fetch: globalThis.fetch });
const ended = performance.now();
process.once("exit", () => console.log(performance.now() - ended));
