import { BASE, LIST, MAKE } from "./base.ts";
import type { Pair } from "./Pair.ts";

const { "/things": things, "/health": health, ...others } = BASE.paths;
const picture = BASE.paths["/things/{id}/picture"];
const thing = BASE.paths["/things/{id}"];

/** Operations, how they are called, and where. */
export const operations: readonly Pair[] = [
  ["an operation is gone", { "/paths/~1things~1{id}/delete": undefined }, "major", "minor"],
  [
    "a path is gone with its operations",
    { "/paths": { ...others, "/health": health } },
    "major",
    "minor",
  ],
  [
    "a path has another name",
    { "/paths": { ...others, "/items": things, "/health": health } },
    "major",
    "major",
  ],
  [
    "a parameter of a path has another name",
    {
      "/paths/~1things~1{id}": undefined,
      "/paths/~1things~1{thingId}": {
        ...thing,
        parameters: [{ ...thing.parameters[0], name: "thingId" }],
      },
    },
    "major",
    "major",
  ],
  [
    "an operation has another method",
    { "/paths/~1things~1{id}~1picture": { ...picture, put: undefined, post: picture.put } },
    "major",
    "major",
  ],
  ["an operationId is another one", { [`${LIST}/operationId`]: "allThings" }, "major", "major"],
  ["an operationId is gone", { [`${LIST}/operationId`]: undefined }, "major", "minor"],
  ["a summary is another one", { [`${LIST}/summary`]: "All things" }, "patch", "patch"],
  ["a description is new", { [`${MAKE}/description`]: "Makes it." }, "patch", "patch"],
  ["an operation has another tag", { [`${LIST}/tags`]: ["Everything"] }, "patch", "patch"],
  ["an operation is deprecated", { [`${LIST}/deprecated`]: true }, "minor", "minor"],
  ["an extension is new", { [`${LIST}/x-owner`]: "us" }, "patch", "patch"],
  ["the title is another one", { "/info/title": "Everything" }, "patch", "patch"],
  ["the description of the whole is gone", { "/info/description": undefined }, "patch", "patch"],
];

/** Where the API is, and how one gets in. */
export const access: readonly Pair[] = [
  ["a server is gone", { "/servers": [BASE.servers[0]] }, "major", "minor"],
  [
    "a server has another address",
    { "/servers/0/url": "https://api.example/v2" },
    "major",
    "major",
  ],
  ["a server is described otherwise", { "/servers/0/description": "Real" }, "patch", "patch"],
  [
    "a server's variable has a value less",
    { "/servers/1/variables/region/enum": ["eu"] },
    "major",
    "minor",
  ],
  [
    "a server's variable has another default",
    { "/servers/1/variables/region/default": "us" },
    "major",
    "major",
  ],
  ["a way to authenticate is gone", { "/security": [{ key: [] }] }, "major", "minor"],
  [
    "both ways to authenticate are needed",
    { "/security": [{ key: [], login: ["read"] }] },
    "major",
    "minor",
  ],
  ["nobody has to authenticate any more", { "/security": [] }, "minor", "major"],
  [
    "one may come without authentication",
    { "/security": [{ key: [] }, { login: ["read"] }, {}] },
    "minor",
    "major",
  ],
  [
    "an operation that was open is not",
    { "/paths/~1health/get/security": undefined },
    "major",
    "minor",
  ],
  [
    "an operation says itself what all of them need",
    { [`${LIST}/security`]: [{ key: [] }, { login: ["read"] }] },
    "none",
    "none",
  ],
  [
    "an operation no longer takes a way that others do",
    { [`${LIST}/security`]: [{ login: ["read"] }] },
    "major",
    "minor",
  ],
  [
    "an operation needs another scope",
    { "/paths/~1things~1{id}/delete/security": [{ login: ["read", "write", "drop"] }] },
    "major",
    "minor",
  ],
  [
    "the key has another header",
    { "/components/securitySchemes/key/name": "X-Api-Key" },
    "major",
    "major",
  ],
  [
    "the key is sent in the query",
    { "/components/securitySchemes/key/in": "query" },
    "major",
    "major",
  ],
  [
    "the key is a bearer token",
    { "/components/securitySchemes/key": { type: "http", scheme: "bearer" } },
    "major",
    "major",
  ],
  [
    "the key is described",
    { "/components/securitySchemes/key/description": "Ask us." },
    "patch",
    "patch",
  ],
  [
    "tokens come from somewhere else",
    {
      "/components/securitySchemes/login/flows/clientCredentials/tokenUrl": "https://other.example",
    },
    "major",
    "major",
  ],
];
