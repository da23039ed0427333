// Goes through lists, which the API answers page by page.
import { createClient } from "@ev-charger/client";

const amps = createClient(); // The key is AMPS_API_KEY, the address AMPS_BASE_URL or the API's own.

// Item by item: the next page is asked for when the loop comes to it.
for await (const { id, state } of amps.listEvChargers({ query: { limit: 50 } })) {
  console.log(id, state.status);
}

// Page by page.
for await (const page of amps.listActions().pages()) {
  console.log(`${page.items.length} of ${page.pagination.total} actions`);
}

// Into an array, with a limit on what may become of it.
const failed = await amps.listActions({ query: { state: "failed" } }).toArray({ max: 1_000 });
console.log(`${failed.length} failed`);

// By hand, for a button that shows more.
const page = await amps.listEvChargers();
if (page.hasNextPage) console.log(await page.nextPage());
