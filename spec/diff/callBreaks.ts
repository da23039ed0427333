import {
  type Change,
  type Context,
  gainsOf,
  isModified,
  isPartOf,
  shown,
  valuesOf,
  type Visitor,
} from "./node.ts";
import { SCOPE_NAMES } from "./plainAccess.ts";

/** Those that the API calls are called at another address. */
export const callbackMoved = (): Visitor => ({
  Callback: {
    PathItem(change, { report }) {
      if (!isModified(change, "key")) return;
      const { from, to } = valuesOf(change);
      report({ message: `It is called at ${to} instead of ${from}.` });
    },
  },
});

/** The same names stand at other places of a path. */
export const pathParametersExchanged = (): Visitor => ({
  Paths: {
    PathItem(change, { report }) {
      if (!isModified(change, "key")) return;
      const [before, after] = [change.base?.value, change.revision?.value].map((path) =>
        [...String(path).matchAll(/\{([^}]+)\}/gu)].map(([, name]) => name),
      );
      const isSameSet = before?.every((name) => after?.includes(name)) ?? false;
      if (!isSameSet || before?.join() === after?.join()) return;
      const { from, to } = valuesOf(change);
      report({ message: `Path ${from} has its parameters in another order, as ${to}.` });
    },
  },
});

/** What is sent or answered where nothing was said of it, or the other way round. */
export const contentSaid = (): Visitor => {
  const said = ({ kind }: Change, { report, getDirections }: Context): void => {
    if (kind === "added" && getDirections().includes("request")) {
      report({ message: "What it may be is limited now." });
    }
    if (kind === "removed" && getDirections().includes("response")) {
      report({ message: "It may be anything now." });
    }
  };
  return { MediaType: { Schema: said }, Parameter: { Schema: said }, Header: { Schema: said } };
};

/** A part of a form has to be sent otherwise. */
export const encodingChanged = (): Visitor => ({
  MediaType: {
    EncodingMap({ kind, node }, { report }) {
      if (kind === "added" && isPartOf("request", node)) {
        report({ message: "How parts are sent is limited now." });
      }
    },
  },
  Encoding(change, { report }) {
    if (!isPartOf("request", change.node)) return;
    if (change.kind === "added") report({ message: "How a part is sent is limited now." });
    if (change.kind !== "modified" || change.revision?.value === undefined) return;
    const { from, to } = valuesOf(change);
    report({ message: `${shown(change.property)} changed from ${from} to ${to}.` });
  },
});

const flow = (change: Change, { report }: Context): void => {
  if (change.kind === "removed") report({ message: "A way to get tokens is gone." });
  if (!isModified(change, SCOPE_NAMES)) return;
  const { lost } = gainsOf(change);
  if (lost.length > 0) {
    report({ message: `Scopes are not to be had any more: ${lost.map(shown).join(", ")}.` });
  }
};

/** Tokens, or scopes of them, are not to be had any more. */
export const flowRemoved = (): Visitor => ({
  ImplicitFlow: flow,
  PasswordFlow: flow,
  ClientCredentials: flow,
  AuthorizationCode: flow,
});

/** A parameter may be sent in more ways than it could. */
export const parameterTakesMore = (): Visitor => ({
  Parameter(change, { report }) {
    const isMore = ["allowReserved", "allowEmptyValue"].some((name) => isModified(change, name));
    if (isMore && change.revision?.value === true) {
      report({ message: `${shown(change.property)} holds now, so that more may be sent.` });
    }
  },
});

/** What a token looks like is nothing that callers look at. */
export const tokenLooksOtherwise = (): Visitor => ({
  SecurityScheme(change, { report }) {
    if (!isModified(change, "bearerFormat")) return;
    const { from, to } = valuesOf(change);
    report({ message: `The format of tokens is ${to} instead of ${from}.` });
  },
});
