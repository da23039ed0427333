import { isFindables } from "./Findable.ts";
import { type Find, finder, type Found } from "./find.ts";
import { marked } from "./marked.ts";

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
      const isCombination = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event);
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
  const list = document.createElement("ul");
  list.id = "search-results";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Results");
  element.append(input, status, list);

  let find: Find | undefined;
  const show = (): void => {
    const query = input.value;
    const found = find === undefined || query.trim() === "" ? [] : find(query);
    list.replaceChildren(...found.map(option));
    select(input, list, 0);
    if (find !== undefined) status.textContent = statusOf(query, found.length);
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
  input.addEventListener("keydown", (event) => move(event, input, list));
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

function option({ item, terms }: Found, index: number): HTMLLIElement {
  const element = document.createElement("li");
  element.id = `search-result-${index}`;
  element.setAttribute("role", "option");
  const link = document.createElement("a");
  link.href = `${script?.dataset["root"] ?? ""}${item.href}`;
  link.tabIndex = -1;
  const kind = document.createElement("small");
  kind.textContent = item.kind;
  const title = document.createElement("strong");
  title.append(...marked(item.title, terms));
  const within = document.createElement("span");
  within.append(...marked(item.within === item.title ? "" : item.within, terms));
  link.append(kind, title, within);
  element.append(link);
  return element;
}

function select(input: HTMLInputElement, list: HTMLUListElement, index: number): void {
  const options = [...list.children];
  for (const [position, one] of options.entries()) {
    one.setAttribute("aria-selected", String(position === index));
  }
  const chosen = options[index];
  input.setAttribute("aria-expanded", String(options.length > 0));
  if (chosen === undefined) {
    input.removeAttribute("aria-activedescendant");
    return;
  }
  input.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

function move(event: KeyboardEvent, input: HTMLInputElement, list: HTMLUListElement): void {
  const options = [...list.children];
  const current = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") select(input, list, (current + 1) % options.length);
  else if (event.key === "ArrowUp")
    select(input, list, (current - 1 + options.length) % options.length);
  else if (event.key === "Enter") options[current]?.querySelector("a")?.click();
  else return;
  event.preventDefault();
}
