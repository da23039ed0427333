/** Shorter parts of a key give nothing away. */
const WINDOW = 10;

/**
 * Where a key, or ten characters in a row of its secret part, can be seen in a value: in any own or
 * inherited property, hidden or not, however deep; in its text, its JSON and its inspection.
 *
 * @param keys opaque, but for what stands before the last underscore
 * @returns one line for each place; none when there is no leak
 */
export function leaksOf(
  value: unknown,
  keys: readonly string[],
  inspect?: (value: unknown) => string,
): readonly string[] {
  const parts = new Set(keys.flatMap(fragments));
  const found: string[] = [];
  const look = (text: string, where: string): void => {
    for (const part of parts) {
      if (!text.includes(part)) continue;
      found.push(`${where} shows ${part}`);
      return;
    }
  };
  const seen = new Set<object>();
  const walk = (item: unknown, where: string): void => {
    if (typeof item === "string") look(item, where);
    if ((typeof item !== "object" && typeof item !== "function") || item === null) return;
    if (seen.has(item) || ArrayBuffer.isView(item)) return;
    seen.add(item);
    if (typeof item === "function") look(Function.prototype.toString.call(item), `${where} source`);
    if (item instanceof Headers || item instanceof Map || item instanceof Set) {
      walk([...item], `${where} entries`);
    }
    if (item instanceof Request || item instanceof Response) {
      walk([item.url, item.headers], where);
    }
    for (const name of namesOf(item)) {
      const label = `${where}.${String(name)}`;
      look(String(name), `${label}, the name,`);
      walk(memberOf(item, name), label);
    }
  };
  walk(value, "it");
  look(
    textOf(() => String(value)),
    "its text",
  );
  look(
    textOf(() => JSON.stringify(value)),
    "its JSON",
  );
  if (inspect) look(inspect(value), "its inspection");
  return found;
}

/** A key as it is, and as JSON, a URL, a form and HTML write it, in parts. */
function fragments(key: string): string[] {
  const secret = key.slice(key.lastIndexOf("_") + 1);
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURI(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
  ];
  return forms.flatMap((form) =>
    Array.from({ length: form.length - WINDOW + 1 }, (_, at) => form.slice(at, at + WINDOW)),
  );
}

/** Own names, also hidden ones, and the getters that are inherited from other than the language. */
function namesOf(item: object): readonly PropertyKey[] {
  const names = new Set<PropertyKey>(Reflect.ownKeys(item));
  let prototype: unknown = Reflect.getPrototypeOf(item);
  while (typeof prototype === "object" && prototype !== null && !ofLanguage.has(prototype)) {
    for (const name of Reflect.ownKeys(prototype)) {
      if (Reflect.getOwnPropertyDescriptor(prototype, name)?.get) names.add(name);
    }
    prototype = Reflect.getPrototypeOf(prototype);
  }
  return [...names];
}

const ofLanguage = new Set<object>([
  Object.prototype,
  Function.prototype,
  Array.prototype,
  Promise.prototype,
  Map.prototype,
  Set.prototype,
  Headers.prototype,
  Request.prototype,
  Response.prototype,
]);

/** Undefined for a getter that throws, which so shows nothing. */
function memberOf(item: object, name: PropertyKey): unknown {
  try {
    return Reflect.get(item, name);
  } catch {
    return undefined;
  }
}

/** Empty for what cannot be put into words, which so shows nothing. */
function textOf(words: () => string | undefined): string {
  try {
    return words() ?? "";
  } catch {
    return "";
  }
}
