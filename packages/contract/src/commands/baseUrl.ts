import { Misuse } from "./Misuse.ts";

/**
 * The address of the server. What is refused is not repeated: it may have a password in it.
 *
 * @throws Misuse when there is none, or it is more than scheme, host, port and path.
 */
export function baseUrlOf(text: string | undefined): URL {
  const such = "such as --url http://127.0.0.1:4020";
  if (text === undefined || text === "")
    throw new Misuse(`--url is missing: give an address ${such}.`);
  if (!/^https?:\/\//i.test(text)) {
    throw new Misuse(`--url must begin with http:// or https://, ${such}.`);
  }
  if (!URL.canParse(text)) throw new Misuse(`--url is not an address: give one ${such}.`);
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    throw new Misuse(
      "--url has a user name or password in it. Leave it out; the API key comes from --api-key-env.",
    );
  }
  if (/[?#]/.test(text)) {
    throw new Misuse(`--url has a query or fragment. Leave out what begins with ? or #, ${such}.`);
  }
  return url;
}

/** Whether an address is on this machine, where nobody else is in the way. */
export const isLoopback = ({ hostname }: URL): boolean =>
  /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
