/** Makes the first link of a page lead to its text, without a new address: Redoc would follow that. */
export function addSkipLink(): void {
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    const main = document.querySelector("main");
    if (main === null) return;
    event.preventDefault();
    main.tabIndex = -1;
    main.focus();
  });
}
