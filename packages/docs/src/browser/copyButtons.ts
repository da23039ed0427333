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
      copy(pre).then(
        () => say(button, "Copied"),
        () => say(button, "Press Ctrl+C"),
      );
    });
    frame.append(pre, button);
  }
}

/** Selects the code, too: where copying is not allowed, the reader's own keys do the rest. */
async function copy(pre: HTMLPreElement): Promise<void> {
  getSelection()?.selectAllChildren(pre);
  // A page from a plain http address has no clipboard, but may copy what is selected.
  if (isSecureContext) await navigator.clipboard.writeText(pre.innerText);
  // oxlint-disable-next-line typescript/no-deprecated
  else if (!document.execCommand("copy")) throw new Error("The browser does not copy.");
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
