import type { EvChargerError } from "./EvChargerError.ts";
import { hideInText } from "./hide.ts";
import type { Deprecation } from "./Logger.ts";
import type { CallResult } from "./Middleware.ts";
import type { OngoingCall } from "./OngoingCall.ts";

/** The operations whose deprecation was told: once in a process is enough. */
const told = new Set<string>();

/** What an answer says with `Deprecation` and `Sunset`, the first time that one of its operation does. */
export function deprecationOf(
  { context, keys }: OngoingCall,
  outcome: CallResult | EvChargerError,
): Deprecation | undefined {
  const { operationId } = context;
  if (!("response" in outcome) || told.has(operationId)) return undefined;
  const { headers } = outcome.response;
  const since = headers.get("deprecation");
  const sunset = headers.get("sunset");
  if ((since ?? sunset) === null) return undefined;
  told.add(operationId);
  const links = hideInText(headers.get("link") ?? "", keys);
  return {
    since: isoOf(since),
    sunset: isoOf(sunset),
    // A URL with an @ may hold a name and a password: it is not told.
    link: /<([^<>@]+)>[^<>]*rel=[^<>,;=]*(deprecation|sunset)/i.exec(links)?.[1],
  };
}

/** A date of RFC 9745 (`@` and seconds) or of HTTP as ISO 8601; servers send other things, too. */
const isoOf = (text: string | null): string | undefined =>
  new Date(Number(text?.slice(1)) * 1000 || (text ?? "")).toJSON() ?? undefined;
