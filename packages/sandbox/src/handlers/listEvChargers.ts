import { chargerAt } from "../domain/chargerAt.ts";
import type { Handler } from "./Handler.ts";
import { pageOf } from "./pageOf.ts";

export const listEvChargers: Handler<"listEvChargers"> = async ({ query }, context) => {
  const { store, caller, now } = context;
  const { userId, offset = 0, limit = 10 } = query;
  const { customerNo } = caller;
  const page = await store.pageOfChargers({ customerNo, userId, offset, limit, now });
  return pageOf(page, { limit, offset }, (row) => chargerAt(row, now));
};
