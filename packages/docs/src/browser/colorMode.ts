/** The two sets of colours. */
export type ColorMode = "light" | "dark";

/** Redoc's own name for it: reference and guides share one choice. */
const KEY = "redoc.colorMode";

/** What the reader chose; before that, what the system prefers. */
export function currentMode(): ColorMode {
  const stored = read();
  if (stored === "light" || stored === "dark") return stored;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Shows a page in these colours. */
export function applyMode(mode: ColorMode): void {
  const { classList } = document.documentElement;
  classList.remove("light", "dark");
  classList.add(mode);
}

/** Shows this and all later pages in these colours. */
export function chooseMode(mode: ColorMode): void {
  applyMode(mode);
  try {
    localStorage.setItem(KEY, mode);
  } catch {
    // Storage may be forbidden: then the choice holds for this page.
  }
}

/** Calls `follow` with the colours of the page, now and whenever they change. */
export function watchColorMode(follow: (mode: ColorMode) => void): void {
  const { documentElement } = document;
  const tell = (): void => follow(documentElement.classList.contains("dark") ? "dark" : "light");
  new MutationObserver(tell).observe(documentElement, { attributeFilter: ["class"] });
  tell();
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
