/** Gives every piece of code in the text a button that copies it. */
export function addCopyButtons(): void {
  for (const pre of document.querySelectorAll<HTMLPreElement>("article pre")) {
    const frame = document.createElement("div");
    frame.className = "code";
    pre.replaceWith(frame);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(pre.innerText).then(
        () => say(button, "Copied"),
        () => say(button, "Press Ctrl+C"),
      );
    });
    frame.append(pre, button);
  }
}

function say(button: HTMLButtonElement, text: string): void {
  button.textContent = text;
  setTimeout(() => {
    button.textContent = "Copy";
  }, 2000);
}
