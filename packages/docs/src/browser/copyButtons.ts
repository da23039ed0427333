/** Gives every piece of code in the text a button that copies it, and says so. */
export function addCopyButtons(): void {
  for (const pre of document.querySelectorAll<HTMLPreElement>("article pre")) {
    const frame = document.createElement("div");
    frame.className = "code";
    pre.replaceWith(frame);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy this code");
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(pre.innerText).then(
        () => say(button, "Copied"),
        () => say(button, "Press Ctrl+C"),
      );
    });
    frame.append(pre, button);
  }
}

/** On the button, for who sees it, and to a screen reader. */
function say(button: HTMLButtonElement, text: string): void {
  const status = document.querySelector("#said");
  button.textContent = text;
  button.classList.add("said");
  if (status !== null) status.textContent = text;
  setTimeout(() => {
    button.textContent = "Copy";
    button.classList.remove("said");
    if (status !== null) status.textContent = "";
  }, 2000);
}
