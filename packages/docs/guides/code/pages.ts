// #region page
import { createClient } from "@ev-charger/client";

const amps = createClient(); // AMPS_API_KEY, AMPS_BASE_URL

const first = await amps.listEvChargers({ query: { offset: 0, limit: 1 } });
console.log(first.items.length, first.pagination);
// #endregion page

// #region byHand
let page = first;
while (page.hasNextPage) {
  page = await page.nextPage();
  console.log(page.pagination.offset, page.items[0]?.id);
}
// #endregion byHand

// #region items
for await (const { id, state } of amps.listEvChargers({ query: { limit: 50 } })) {
  console.log(id, state.status);
}
// #endregion items

// #region pages
const one = { query: { limit: 1 } };
for await (const { items, pagination } of amps.listEvChargers(one).pages()) {
  const { offset, total } = pagination;
  console.log(`${offset + items.length} of ${total}`);
}
// #endregion pages

// #region array
const chargers = await amps.listEvChargers().toArray({ max: 1_000 });
console.log(chargers.length);
// #endregion array

// #region empty
const query = { userId: "user_of_someone_else" };
const { items, pagination } = await amps.listEvChargers({ query });
console.log(items, pagination.total);
// #endregion empty
