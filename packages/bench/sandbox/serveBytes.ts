import { createServer } from "node:http";
import type { Answer, Answers } from "./recordAnswers.ts";

// A program: answers with bytes that it is sent, over loopback, whatever they are asked for; says its port.
process.once("message", (answers: Answers) => {
  const ready = (answer: Answer) => ({ ...answer, body: Buffer.from(answer.body) });
  const [list, get, push] = [ready(answers.list), ready(answers.get), ready(answers.push)];
  const server = createServer((request, response) => {
    const { method, url = "" } = request;
    const { status, headers, body } = method === "POST" ? push : url.includes("?") ? list : get;
    request.resume();
    response.writeHead(status, headers);
    response.end(body);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.(typeof address === "object" && address !== null ? address.port : undefined);
  });
});
// Nobody is there any more who could end it.
process.once("disconnect", () => process.exit());
