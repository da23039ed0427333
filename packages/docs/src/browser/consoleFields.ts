/** What is wrong with an address that was typed, and what to do; empty when nothing is. */
export function addressProblem(text: string): string {
  const address = text.trim();
  if (address === "") return "Address: type that of the server, such as http://127.0.0.1:4020.";
  if (!/^https?:\/\//iu.test(address) || !URL.canParse(address)) {
    return "Address: it must begin with http:// or https://, such as http://127.0.0.1:4020.";
  }
  const { username, password, search, hash } = new URL(address);
  if (username + password !== "") return "Address: it must have no user name or password in it.";
  return search + hash === "" ? "" : "Address: it must have no ? or # in it.";
}

/** What is wrong with a key that was typed, and what to do; empty when nothing is. It never holds the key. */
export function keyProblem(text: string): string {
  // A header takes nothing else, and the browser's own words about it may repeat the key.
  if (/^[!-~]*$/u.test(text.trim())) return "";
  return "API key: it must have only letters, digits and signs of ASCII, without spaces.";
}

/**
 * Why a server may not have answered; a browser does not tell.
 *
 * @param page The address of the page that asked.
 */
export function noAnswerFrom(server: string, page: string): string {
  const { origin, protocol, hostname } = new URL(server);
  if (/^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/u.test(hostname)) {
    return (
      `No answer from ${origin}. Is the server running? \`npm start\` starts sandbox and mock. ` +
      "Does the browser ask whether this page may reach your own network? Allow it."
    );
  }
  if (protocol === "http:" && page.startsWith("https:")) {
    return `No answer from ${origin}. A browser lets a page of https:// call no other machine by http://: use its https:// address.`;
  }
  return `No answer from ${origin}. Is the server running, and does it allow requests from other pages (CORS)? If not, the operation's curl command in the reference does the same.`;
}
