import { actionAt, DEVICE_TYPE } from "../domain/actionAt.ts";
import type { Handler } from "./Handler.ts";
import { pageOf } from "./pageOf.ts";

export const listActions: Handler<"listActions"> = async ({ query }, { store, caller, now }) => {
  const { userId, deviceId: chargerId, deviceType = DEVICE_TYPE, state } = query;
  const { offset = 0, limit = 10 } = query;
  const { customerNo } = caller;
  const page =
    deviceType === DEVICE_TYPE
      ? await store.pageOfActions({ customerNo, userId, chargerId, state, now, offset, limit })
      : { total: 0, rows: [] };
  return pageOf(page, { limit, offset }, actionAt);
};
