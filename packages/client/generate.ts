import { generateClient } from "./generateClient.ts";

await generateClient();
