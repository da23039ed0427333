import { chooseMode, type ColorMode, currentMode } from "./colorMode.ts";

/** Makes the button of the header switch between light and dark, and say which it is. */
export function addThemeToggle(): void {
  const button = document.querySelector(".theme");
  const show = (): void => button?.setAttribute("aria-pressed", String(currentMode() === "dark"));
  show();
  button?.addEventListener("click", () => {
    const mode = currentMode() === "dark" ? "light" : "dark";
    tellRedoc(mode);
    chooseMode(mode);
    show();
  });
}

/** Redoc keeps a mode of its own, and would bring it back: its hidden switch takes part. */
function tellRedoc(mode: ColorMode): void {
  const own = document.querySelector<HTMLElement>('[data-testid="color-mode-switcher"]');
  if (own !== null && own.getAttribute("aria-label") !== mode) own.click();
}
