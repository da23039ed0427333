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
import {
  callbackMoved,
  contentSaid,
  encodingChanged,
  flowRemoved,
  parameterTakesMore,
  pathParametersExchanged,
  tokenLooksOtherwise,
} from "./callBreaks.ts";
import { openSetGrew } from "./openSets.ts";
import { patternChanged } from "./patternBreaks.ts";
import {
  dependentChanged,
  lessForbidden,
  mappingChanged,
  negationChanged,
} from "./schemaBreaks.ts";

/** What the names of our rules begin with; what they say outranks what others say of the same change. */
export const OURS = "contract";

/** What `redocly diff` rates beyond its own rules; `diff.yaml` says how. */
export default function diffPlugin() {
  return {
    id: OURS,
    diff: {
      oas3: {
        "open-set-grew": openSetGrew,
        "less-forbidden": lessForbidden,
        "parameter-takes-more": parameterTakesMore,
        "token-looks-otherwise": tokenLooksOtherwise,
        "body-added": bodyAdded,
        "body-property-removed": bodyPropertyRemoved,
        "callback-moved": callbackMoved,
        "content-said": contentSaid,
        "default-changed": defaultChanged,
        "dependent-changed": dependentChanged,
        "discriminator-renamed": discriminatorRenamed,
        "encoding-changed": encodingChanged,
        "flow-removed": flowRemoved,
        "mapping-changed": mappingChanged,
        "negation-changed": negationChanged,
        "one-way-property": oneWayProperty,
        "path-parameter-renamed": pathParameterRenamed,
        "path-parameters-exchanged": pathParametersExchanged,
        "pattern-changed": patternChanged,
        "response-header-optional": responseHeaderOptional,
        "server-variable-changed": serverVariableChanged,
        "token-url-changed": tokenUrlChanged,
      },
    },
  };
}
