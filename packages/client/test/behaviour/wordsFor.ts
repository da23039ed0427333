import { action, charger, detail, failure, pushed, success } from "./bodies.ts";
import type { Answer, Seen, Words } from "./Script.ts";

/** How the scripted server puts words of the API, to a request. */
export function wordsFor(words: Words, request: Seen): Required<Pick<Answer, "status" | "body">> {
  if (words === "success") return successOf(request);
  if ("code" in words) return { status: words.status, body: failure(words.code) };
  return { status: 200, body: success("page" in words ? words.page : action(words.state)) };
}

function successOf({ method, url }: Seen): Required<Pick<Answer, "status" | "body">> {
  const [, , segment, rest] = new URL(url, "http://server").pathname.split("/");
  if (segment === undefined) {
    const pagination = { limit: 10, offset: 0, total: 1, hasMore: false };
    return { status: 200, body: success({ items: [charger("device_1")], pagination }) };
  }
  const deviceId = decodeURIComponent(segment);
  if (rest === "settings") {
    return { status: 200, body: success({ deviceId, updated: ["max_charge_rate"] }) };
  }
  return method === "GET"
    ? { status: 200, body: success(detail(deviceId)) }
    : { status: 202, body: success(pushed(deviceId)) };
}
