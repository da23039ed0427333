import { chooseMode, currentMode } from "./colorMode.ts";
import { addCopyButtons } from "./copyButtons.ts";
import { addSearch } from "./search.ts";

addCopyButtons();
addSearch();
document.querySelector(".theme")?.addEventListener("click", () => {
  chooseMode(currentMode() === "dark" ? "light" : "dark");
});

// A narrow screen has the menu closed above the text, a wide one open beside it.
const menu = document.querySelector<HTMLDetailsElement>("details.menu");
const wide = matchMedia("(min-width: 60rem)");
const openMenu = (): void => {
  if (menu !== null) menu.open = wide.matches;
};
openMenu();
wide.addEventListener("change", openMenu);
