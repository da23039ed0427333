/**
 * Gives parts of Swagger UI the names that it does not, and lets the keyboard scroll what scrolls.
 * It makes its elements as the reader goes on.
 */
export function nameConsole(root: Element): void {
  let isWaiting = false;
  const name = (): void => {
    isWaiting = false;
    // The page has a main part already.
    label(root, "main", "Operations", "region");
    label(root, ".body-param__text", "Request body");
    label(root, ".examples-select-element", "Example");
    for (const row of root.querySelectorAll("[data-param-name]")) {
      label(row, "input, select, textarea", row.getAttribute("data-param-name") ?? "");
    }
    label(root, ".curl", "Curl command", "region");
    label(root, ".live-responses-table .highlight-code .microlight", "Answer", "region");
    label(root, ".live-responses-table h5 + .microlight", "Headers of the answer", "region");
    for (const code of root.querySelectorAll("pre.microlight")) code.setAttribute("tabindex", "0");
  };
  new MutationObserver(() => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(name);
  }).observe(root, { childList: true, subtree: true });
  name();
}

function label(within: Element, selector: string, text: string, role?: string): void {
  for (const element of within.querySelectorAll(selector)) {
    element.setAttribute("aria-label", text);
    if (role !== undefined) element.setAttribute("role", role);
  }
}
