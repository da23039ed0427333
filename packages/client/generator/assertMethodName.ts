/** Members that a client has, or must not have, apart from its operations. */
const TAKEN = new Set([
  "GET",
  "PUT",
  "POST",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "PATCH",
  "TRACE",
  "__proto__",
  "constructor",
  "then",
  "toJSON",
]);

/**
 * A name, if a method of the client can have it.
 *
 * @param what Where the contract says the name, e.g. "operationId".
 * @throws Error naming the operation, the name and the next step.
 */
export function assertMethodName(name: string, what: string, where: string): string {
  const quoted = JSON.stringify(name);
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) {
    throw new Error(
      `${where}: the ${what} ${quoted} cannot name a method. ` +
        `Use letters and digits in camelCase, e.g. "listEvChargers".`,
    );
  }
  if (TAKEN.has(name)) {
    throw new Error(`${where}: every client has a member ${quoted} already. Rename the ${what}.`);
  }
  return name;
}
