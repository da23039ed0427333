import { fullFormats } from "ajv-formats/dist/formats.js";

const DATE =
  "(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)" +
  "|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])" +
  "|(?:[02468][048]|[13579][26])00)-02-29)";
const OFFSET = "[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?";
/** With an offset, any minute may have a leap second: which one has depends on the offset. */
const TIME =
  `(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:z|${OFFSET})` +
  `|23:59:60(?:\\.\\d+)?z|(?:[01]\\d|2[0-3]):[0-5]\\d:60(?:\\.\\d+)?${OFFSET})`;

const regularExpressions = Object.fromEntries(
  Object.entries(fullFormats).filter((entry): entry is [string, RegExp] => {
    return entry[1] instanceof RegExp;
  }),
);
const URI_REFERENCE = regularExpressions["uri-reference"]?.source ?? "";

/**
 * The formats of strings that are judged, each as a regular expression: that can be written into
 * generated code. Those that ajv-formats has as functions are its equals in this form.
 */
export const formats: Readonly<Record<string, RegExp>> = {
  ...regularExpressions,
  byte: /^(?:[\d+/a-z]{4})*(?:[\d+/a-z]{2}==|[\d+/a-z]{3}=)?$/i,
  date: new RegExp(`^${DATE}$`),
  time: new RegExp(`^${TIME}$`, "i"),
  "date-time": new RegExp(`^${DATE}[t\\s]${TIME}$`, "i"),
  // A URI is a reference that has its scheme.
  uri: new RegExp(URI_REFERENCE.replace(/^(\^\(\?:\[a-z\].*?:\))\?/, "$1"), "i"),
};

/** The formats of numbers that are judged, as other keywords say them. */
export const integerFormats: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  int32: { multipleOf: 1, minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  int64: { multipleOf: 1, minimum: -(2 ** 63), maximum: 2 ** 63 },
};
