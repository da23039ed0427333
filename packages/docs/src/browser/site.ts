import { addCopyButtons } from "./copyButtons.ts";
import { nameReference } from "./referenceNames.ts";
import { addSearch } from "./search.ts";
import { addSkipLink } from "./skipLink.ts";
import { addThemeToggle } from "./themeToggle.ts";

addCopyButtons();
addSearch();
addSkipLink();
addThemeToggle();
nameReference();

// A narrow screen has the menu closed above the text, a wide one open beside it.
const menu = document.querySelector<HTMLDetailsElement>("details.menu");
const wide = matchMedia("(min-width: 60rem)");
const openMenu = (): void => {
  if (menu !== null) menu.open = wide.matches;
};
openMenu();
wide.addEventListener("change", openMenu);
