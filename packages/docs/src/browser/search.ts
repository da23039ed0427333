import { isFindables } from "./Findable.ts";
import { type Find, finder, MOST } from "./find.ts";
import { makeOption, moveBy, select } from "./searchResults.ts";

/** The site's own script says where the site begins, and where the search's data are. */
const script = document.currentScript;

/** Makes the search: it opens by its button, by `/` and by Ctrl+K. */
export function addSearch(): void {
  const dialog = makeDialog();
  document.body.append(dialog.element);
  for (const button of document.querySelectorAll(".search-open")) {
    button.addEventListener("click", dialog.open);
  }
  // Before the reference's own script, which has another search for Ctrl+K.
  globalThis.addEventListener(
    "keydown",
    (event) => {
      // With Shift or Alt it belongs to the browser; a slash may need Shift, though.
      const isPlain = !event.shiftKey && !event.altKey;
      const hasControl = event.ctrlKey || event.metaKey;
      const isCombination = event.key.toLowerCase() === "k" && hasControl && isPlain;
      const isSlash = event.key === "/" && !hasControl && !isTyping(event);
      if (!isCombination && !isSlash) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      dialog.open();
    },
    { capture: true },
  );
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]")
  );
}

function makeDialog(): { element: HTMLDialogElement; open: () => void } {
  const element = document.createElement("dialog");
  element.className = "search";
  element.setAttribute("aria-label", "Search");
  const input = document.createElement("input");
  // A field of the type "search" would take the first Escape for itself.
  input.type = "text";
  input.enterKeyHint = "search";
  input.placeholder = "Search guides and reference";
  input.autocomplete = "off";
  input.spellcheck = false;
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-label": "Search guides and reference",
    "aria-expanded": "false",
    "aria-controls": "search-results",
    "aria-autocomplete": "list",
  })) {
    input.setAttribute(name, value);
  }
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const list = document.createElement("div");
  list.id = "search-results";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Results");
  // Phones have no Escape.
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  const bar = document.createElement("div");
  bar.append(input, close);
  element.append(bar, status, list);

  let find: Find | undefined;
  const root = script?.dataset["root"] ?? "";
  const show = (): void => {
    if (find === undefined) return;
    const query = input.value;
    const found = query.trim() === "" ? [] : find(query);
    list.replaceChildren(...found.map((one, index) => makeOption(one, index, root)));
    select(input, list, 0);
    status.textContent = statusOf(query, found.length);
  };
  const loadOnce = async (): Promise<void> => {
    try {
      find = await load();
      show();
    } catch {
      status.textContent = "The search could not be loaded. Load the page again, or use the menu.";
    }
  };
  input.addEventListener("input", show);
  close.addEventListener("click", () => element.close());
  input.addEventListener("keydown", (event) => moveBy(event, input, list));
  list.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a") !== null) element.close();
  });
  element.addEventListener("click", (event) => {
    // What surrounds a dialog belongs to it, too.
    if (event.target === element) element.close();
  });
  return {
    element,
    open: () => {
      if (!element.open) element.showModal();
      input.select();
      if (find !== undefined) return;
      status.textContent = "Loading …";
      void loadOnce();
    },
  };
}

function statusOf(query: string, count: number): string {
  if (query.trim() === "") return "Type an operation, a property, an error code or a topic.";
  if (count === 0) return `Nothing found for “${query}”. Try fewer or other words.`;
  if (count === MOST) return `The best ${count} results`;
  return count === 1 ? "1 result" : `${count} results`;
}

/** The data are a script, which a page that was opened from a file may load, too. */
async function load(): Promise<Find> {
  await new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    element.src = script?.dataset["search"] ?? "";
    document.head.append(element);
  });
  const data: unknown = Reflect.get(globalThis, "docsSearch");
  if (!isFindables(data))
    throw new TypeError("The data of the search are not what they should be.");
  return finder(data);
}
