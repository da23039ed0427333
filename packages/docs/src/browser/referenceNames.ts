/**
 * Gives parts of the reference the names that Redoc does not: its menu is a landmark, and the button
 * that chooses an example says which one is shown. Redoc makes its elements as the reader goes on.
 */
export function nameReference(): void {
  const redoc = document.querySelector("#redoc");
  if (redoc === null) return;
  let isWaiting = false;
  const name = (): void => {
    isWaiting = false;
    const menu = redoc.querySelector(".menu-content");
    menu?.setAttribute("role", "navigation");
    menu?.setAttribute("aria-label", "Reference");
    for (const button of redoc.querySelectorAll('button[aria-label^="Example"]')) {
      const label = `Example: ${button.textContent}`;
      if (button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label);
    }
  };
  name();
  new MutationObserver(() => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(name);
  }).observe(redoc, { childList: true, subtree: true, characterData: true });
}
