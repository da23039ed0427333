import { actionAt } from "../domain/actionAt.ts";
import { Refusal } from "../http/Refusal.ts";
import { noSuchAction } from "./getAction.ts";
import type { Handler } from "./Handler.ts";

export const cancelAction: Handler<"cancelAction"> = async ({ path }, { store, caller, time }) => {
  const asked = { customerNo: caller.customerNo, id: path.actionId };
  const cancelled = await store.cancel({ ...asked, time });
  if (cancelled !== null) return actionAt(cancelled);
  const row = await store.findAction({ ...asked, now: time() });
  if (row === null) throw noSuchAction(asked.id);
  throw new Refusal(
    "ACTION_NOT_CANCELLABLE",
    `The action ${row.id} is ${row.state}; only a scheduled one can be cancelled.`,
  );
};
