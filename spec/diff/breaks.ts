import { isRecord } from "../../scripts/isRecord.ts";
import {
  type Change,
  type Context,
  isModified,
  isPartOf,
  type Node,
  shown,
  valuesOf,
  type Visitor,
} from "./node.ts";

/** An operation that took no body wants one. */
export const bodyAdded = (): Visitor => ({
  RequestBody({ kind, node }, { report }) {
    if (kind === "added" && memberOf(node.revision, "required") === true) {
      report({ message: "A request body became required, where there was none." });
    }
  },
});

/** A property that callers send is gone, or has another name: Redocly speaks of closed bodies alone. */
export const bodyPropertyRemoved = (): Visitor => ({
  SchemaProperties: {
    Schema(change, { report, getDirections }) {
      if (!getDirections().includes("request")) return;
      const name = String(change.node.base?.key);
      if (change.kind === "removed") report({ message: `Property \`${name}\` was removed.` });
      if (isModified(change, "key")) {
        const { from, to } = valuesOf(change);
        report({ message: `Property ${from} was renamed to ${to}.` });
      }
    },
  },
  Schema: {
    SchemaProperties({ kind }, { report, getDirections }) {
      if (kind === "removed" && getDirections().includes("request")) {
        report({ message: "All properties were removed." });
      }
    },
  },
});

/** What it means to send nothing is another thing, or is not said any more. */
export const defaultChanged = (): Visitor => ({
  Schema(change, { report, getDirections }) {
    if (!isModified(change, "default") || change.base?.value === undefined) return;
    if (!getDirections().includes("request")) return;
    const { from, to } = valuesOf(change);
    report({ message: `The default changed from ${from} to ${to}.` });
  },
});

/** Kinds are told apart by another property. */
export const discriminatorRenamed = (): Visitor => ({
  Discriminator(change, { report }) {
    if (!isModified(change, "propertyName")) return;
    const { from, to } = valuesOf(change);
    report({ message: `Kinds are told apart by ${to} instead of ${from}.` });
  },
});

/** A property can no longer be sent, or is no longer answered. */
export const oneWayProperty = (): Visitor => ({
  Schema(change, { report }) {
    if (change.revision?.value !== true) return;
    // Redocly's directions leave out those that this very change takes away.
    if (isModified(change, "readOnly") && isPartOf("request", change.node)) {
      report({ message: "It can no longer be sent." });
    }
    if (isModified(change, "writeOnly") && isPartOf("response", change.node)) {
      report({ message: "It is no longer answered." });
    }
  },
});

/** The same path, but generated methods name its parameter otherwise. */
export const pathParameterRenamed = (): Visitor => ({
  Parameter(change, { report }) {
    if (!isModified(change, "name") || memberOf(change.node.base, "in") !== "path") return;
    const { from, to } = valuesOf(change);
    report({ message: `Path parameter ${from} was renamed to ${to}.` });
  },
});

/** A header that always came may be missing. */
export const responseHeaderOptional = (): Visitor => ({
  Header(change, { report }) {
    if (isModified(change, "required") && change.base?.value === true) {
      report({ message: `Header \`${String(change.node.base?.key)}\` need not come any more.` });
    }
  },
});

/** A server's address can no longer be made as it was, or is another one by default. */
export const serverVariableChanged = (): Visitor => ({
  ServerVariable(change, { report }) {
    const before: unknown = change.base?.value;
    const after: unknown = change.revision?.value;
    if (isModified(change, "default")) {
      const { from, to } = valuesOf(change);
      report({ message: `The server's default changed from ${from} to ${to}.` });
    }
    if (!isModified(change, "enum") || !Array.isArray(after)) return;
    const lost = (Array.isArray(before) ? before : []).filter((value) => !after.includes(value));
    if (lost.length > 0 || before === undefined) {
      report({
        message: `The server has fewer addresses${lost.length > 0 ? `: ${lost.map(shown).join(", ")} gone` : ""}.`,
      });
    }
  },
});

const tokenUrl = (change: Change, { report }: Context): void => {
  const { from, to } = valuesOf(change);
  const members = ["tokenUrl", "authorizationUrl", "refreshUrl", "openIdConnectUrl"];
  if (members.some((member) => isModified(change, member))) {
    report({ message: `\`${change.property ?? ""}\` changed from ${from} to ${to}.` });
  }
};

/** Tokens come from somewhere else. */
export const tokenUrlChanged = (): Visitor => ({
  ImplicitFlow: tokenUrl,
  PasswordFlow: tokenUrl,
  ClientCredentials: tokenUrl,
  AuthorizationCode: tokenUrl,
  SecurityScheme: tokenUrl,
});

function memberOf(side: Node["base"], name: string): unknown {
  const value = (side?.resolved ?? side)?.value;
  return isRecord(value) ? value[name] : undefined;
}
