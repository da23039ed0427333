import type { Found } from "./find.ts";
import { marked } from "./marked.ts";

/**
 * Makes the link to something that was found; it is an option of the list itself, for a link within
 * one could not be named by a screen reader.
 *
 * @param root The address of the site's first page, as seen from this one.
 */
export function makeOption({ item, terms }: Found, index: number, root: string): HTMLElement {
  const link = document.createElement("a");
  link.id = `search-result-${index}`;
  link.setAttribute("role", "option");
  link.href = `${root}${item.href}`;
  link.tabIndex = -1;
  const kind = document.createElement("small");
  kind.textContent = item.kind;
  const title = document.createElement("strong");
  title.append(...marked(item.title, terms));
  const within = document.createElement("span");
  if (item.deprecated === true) {
    const end = document.createElement("em");
    end.textContent = "deprecated";
    within.append(end, " ");
  }
  if (item.method !== undefined) {
    const method = document.createElement("b");
    method.className = item.method.toLowerCase();
    method.textContent = item.method;
    within.append(method, " ");
  }
  if (item.within !== item.title) within.append(...marked(item.within, terms));
  // Spaces, so that what is read out does not run together.
  link.append(kind, " ", title, " ", within);
  return link;
}

/** Chooses the option with that index, or none when there are none. */
export function select(input: HTMLInputElement, list: HTMLElement, index: number): void {
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

/** Does what a key means for the list: chooses another option, or follows the chosen one. */
export function moveBy(event: KeyboardEvent, input: HTMLInputElement, list: HTMLElement): void {
  const options = [...list.children];
  const current = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const chosen = options[current];
  // Enter may end the composing of a letter instead, and Shift selects text.
  if (!(chosen instanceof HTMLElement) || event.isComposing || event.shiftKey) return;
  const target = targetOf(event.key, current, options.length);
  if (event.key === "Enter") chosen.click();
  else if (target !== undefined) select(input, list, target);
  else return;
  event.preventDefault();
}

function targetOf(key: string, current: number, count: number): number | undefined {
  if (key === "ArrowDown") return (current + 1) % count;
  if (key === "ArrowUp") return (current - 1 + count) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}
