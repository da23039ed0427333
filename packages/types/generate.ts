import { generateTypes } from "./generateTypes.ts";

await generateTypes();
