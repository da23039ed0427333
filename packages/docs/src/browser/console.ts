import { watchColorMode } from "./colorMode.ts";
import { addressProblem, keyProblem, noAnswerFrom } from "./consoleFields.ts";
import { nameConsole } from "./consoleNames.ts";
import { keyHeaderOf, SERVER, specFor } from "./consoleSpec.ts";
import { readContract } from "./readContract.ts";

/** Of Swagger UI, what the console uses. */
interface SwaggerUi {
  readonly layoutActions: { parseDeepLinkHash(hash: string): void };
  readonly oas3Actions: {
    setSelectedServer(url: string): void;
    setServerVariableValue(value: Readonly<Record<"server" | "key" | "val", string>>): void;
  };
}

interface ConsoleRequest {
  headers: Record<string, string>;
  userFetch?: (url: string, request: RequestInit) => Promise<Response>;
}

/** What Swagger UI gives to a part that takes the place of one of its own. */
interface System {
  readonly React: { createElement(type: string, properties: null, ...children: string[]): unknown };
}

declare const SwaggerUIBundle: (options: Readonly<Record<string, unknown>>) => SwaggerUi;

const find = <Kind extends Element>(selector: string, kind: new () => Kind): Kind => {
  const element = document.querySelector(selector);
  if (element instanceof kind) return element;
  throw new TypeError(`The page has no ${selector}.`);
};

const server = find("#server", HTMLSelectElement);
const address = find("#address", HTMLInputElement);
const addressField = find(".field:has(#address)", HTMLElement);
const key = find("#key", HTMLInputElement);
const status = find("#console-status", HTMLElement);

const contract = readContract();
const keyHeader = keyHeaderOf(contract);

const chosen = (): string => (server.value === "" ? address.value.trim() : server.value);

const domNode = find("#console", HTMLElement);

const ui = SwaggerUIBundle({
  domNode,
  spec: specFor(contract, chosen()),
  deepLinking: true,
  defaultModelsExpandDepth: -1,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
  plugins: [
    {
      wrapComponents: {
        // The server is chosen above, for all operations.
        ServersContainer: () => () => null,
        // What may be answered stands in the reference; to show it again takes most of the time.
        response: () => () => null,
        // Swagger UI puts a link into the button that opens an operation; the button does as much.
        DeepLink:
          (_: unknown, { React }: System) =>
          ({ text }: { readonly text: string }) =>
            React.createElement("span", null, text),
      },
    },
  ],
  requestInterceptor: (request: ConsoleRequest): ConsoleRequest => {
    // Swagger UI shows this request: the key itself is put in where it is sent, and nowhere else.
    if (key.value.trim() !== "") request.headers[keyHeader] = "YOUR_API_KEY";
    request.userFetch = send;
    return request;
  },
});

/** Sends a request to the chosen server, with the key. What it throws is shown as the operation's answer. */
async function send(url: string, request: RequestInit): Promise<Response> {
  const problem = problemNow();
  if (problem !== "") throw complaint(problem);
  const { origin } = new URL(chosen());
  if (new URL(url).origin !== origin) throw complaint(`The request must go to ${origin} alone.`);
  const headers = new Headers(request.headers);
  if (key.value.trim() !== "") headers.set(keyHeader, key.value.trim());
  let response: Response;
  try {
    // A redirect could take the key to another server.
    response = await fetch(url, { ...request, headers, credentials: "omit", redirect: "manual" });
  } catch (cause) {
    throw complaint(noAnswerFrom(origin, location.href), cause);
  }
  if (response.type === "opaqueredirect") {
    throw complaint(
      `${origin} answered with a redirect, which could take the key elsewhere, so it was not followed. Choose the address that it leads to.`,
    );
  }
  status.textContent = "";
  return response;
}

/** An error that both Swagger UI and the page's status show. */
function complaint(message: string, cause?: unknown): Error {
  status.textContent = message.replaceAll("`", "");
  const error = new Error(message, { cause });
  // Swagger UI writes it before the message.
  error.name = "";
  return error;
}

function problemNow(): string {
  const wrongAddress = server.value === "" ? addressProblem(address.value) : "";
  return wrongAddress === "" ? keyProblem(key.value) : wrongAddress;
}

function choose(): void {
  const isOther = server.value === "";
  addressField.hidden = !isOther;
  const wrongAddress = isOther ? addressProblem(address.value) : "";
  address.setAttribute("aria-invalid", String(wrongAddress !== "" && address.value !== ""));
  key.setAttribute("aria-invalid", String(keyProblem(key.value) !== ""));
  status.textContent = problemNow();
  if (wrongAddress !== "") return;
  ui.oas3Actions.setSelectedServer(SERVER);
  ui.oas3Actions.setServerVariableValue({
    server: SERVER,
    key: "address",
    val: chosen().replace(/\/+$/u, ""),
  });
}

for (const field of [server, address, key]) field.addEventListener("input", choose);
// A browser that goes back to the page may have kept what was chosen.
choose();
// Swagger UI follows the address of the page only when it begins.
globalThis.addEventListener("hashchange", () => {
  ui.layoutActions.parseDeepLinkHash(decodeURIComponent(location.hash));
});
nameConsole(domNode);
watchColorMode((mode) => document.documentElement.classList.toggle("dark-mode", mode === "dark"));
