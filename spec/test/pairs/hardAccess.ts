import { HARD } from "./hardBase.ts";
import type { Pair } from "./Pair.ts";

const SEARCH = "/paths/~1search~1{a}~1{b}";
const search = HARD.paths["/search/{a}/{b}"];

/** Servers and credentials of one operation, path or of all. */
export const accessOdd: readonly Pair[] = [
  [
    "a path is on another server",
    { [`${SEARCH}/servers/0/url`]: "https://find.example" },
    "major",
    "major",
  ],
  ["a path is on the server of all others", { [`${SEARCH}/servers`]: undefined }, "major", "major"],
  [
    "an operation is on another server",
    { [`${SEARCH}/get/servers`]: [{ url: "https://find.example" }] },
    "major",
    "major",
  ],
  [
    "an operation says itself which server its path is on",
    { [`${SEARCH}/get/servers`]: search.servers },
    "none",
    "none",
  ],
  [
    "an operation says itself which server all are on",
    { "/paths/~1odd/get/servers": HARD.servers },
    "none",
    "none",
  ],
  [
    "an operation needs another of several credentials",
    { "/paths/~1odd/get/security": [{ key: [] }, { token: [] }] },
    "minor",
    "major",
  ],
  [
    "an operation says itself what all need, in another order",
    { "/paths/~1odd/get/security": [{ token: [] }, { login: ["write", "read"], key: [] }] },
    "none",
    "none",
  ],
  [
    "ways to get in stand in another order",
    { "/security": HARD.security.toReversed() },
    "none",
    "none",
  ],
  ["scopes stand in another order", { "/security/0/login": ["write", "read"] }, "none", "none"],
  ["a scope is needed no more", { "/security/0/login": ["read"] }, "minor", "major"],
  [
    "a scope is not to be had any more",
    { "/components/securitySchemes/login/flows/clientCredentials/scopes/write": undefined },
    "major",
    "minor",
  ],
  [
    "a scope is described otherwise",
    { "/components/securitySchemes/login/flows/clientCredentials/scopes/write": "To write." },
    "patch",
    "patch",
  ],
  [
    "a token is of another format",
    { "/components/securitySchemes/token/bearerFormat": "opaque" },
    "patch",
    "patch",
  ],
  [
    "tokens are to be had otherwise, too",
    {
      "/components/securitySchemes/login/flows/password": {
        tokenUrl: "https://login.example",
        scopes: { read: "Read." },
      },
    },
    "minor",
    "major",
  ],
  [
    "a token is basic authentication",
    { "/components/securitySchemes/token": { type: "http", scheme: "basic" } },
    "major",
    "major",
  ],
  [
    "there is another licence",
    { "/info/license": { name: "ISC", identifier: "ISC" } },
    "patch",
    "patch",
  ],
  ["a tag is described", { "/tags/0/description": "Odd ones." }, "patch", "patch"],
  ["an operation has no tag any more", { "/paths/~1odd/post/tags": undefined }, "patch", "patch"],
];
