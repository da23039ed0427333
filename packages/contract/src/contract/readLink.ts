import type { Link, LinkParameter } from "./Contract.ts";
import type { Place } from "./Place.ts";

/**
 * Reads a link of a response.
 *
 * @throws InvalidContractError naming the place, when it does not say what it leads to.
 */
export function readLink(name: string, place: Place): Link {
  const entriesOf = (key: string) => place.at(key).entries();
  return {
    name,
    pointer: place.pointer,
    operationId: place.at("operationId").text(),
    parameters: entriesOf("parameters").map(([key, parameter]) =>
      readLinkParameter(key, parameter),
    ),
    readsBack: entriesOf("x-reads-back").map(([pointer, expression]) => ({
      pointer,
      expression: expression.text(),
    })),
    when: entriesOf("x-when").map(([expression, { value }]) => ({ expression, value })),
  };
}

function readLinkParameter(key: string, place: Place): LinkParameter {
  const [, where, name] = /^(path|query|header)\.(.+)$/.exec(key) ?? [];
  if (name === undefined || (where !== "path" && where !== "query" && where !== "header")) {
    throw place.wrong("does not say where the parameter is: name it path.…, query.… or header.…");
  }
  return { in: where, name, value: place.value };
}
