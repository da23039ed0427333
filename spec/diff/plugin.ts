import {
  bodyAdded,
  bodyPropertyRemoved,
  defaultChanged,
  discriminatorRenamed,
  oneWayProperty,
  pathParameterRenamed,
  responseHeaderOptional,
  serverVariableChanged,
  tokenUrlChanged,
} from "./breaks.ts";
import { openSetGrew } from "./openSets.ts";

/** What the names of our rules begin with; what they say outranks what others say of the same change. */
export const OURS = "contract";

/** What `redocly diff` rates beyond its own rules; `diff.yaml` says how. */
export default function diffPlugin() {
  return {
    id: OURS,
    diff: {
      oas3: {
        "open-set-grew": openSetGrew,
        "body-added": bodyAdded,
        "body-property-removed": bodyPropertyRemoved,
        "default-changed": defaultChanged,
        "discriminator-renamed": discriminatorRenamed,
        "one-way-property": oneWayProperty,
        "path-parameter-renamed": pathParameterRenamed,
        "response-header-optional": responseHeaderOptional,
        "server-variable-changed": serverVariableChanged,
        "token-url-changed": tokenUrlChanged,
      },
    },
  };
}
