import { actionAt } from "../domain/actionAt.ts";
import { Refusal } from "../http/Refusal.ts";
import type { Handler } from "./Handler.ts";

export const getAction: Handler<"getAction"> = async ({ path }, { store, caller, now }) => {
  const { actionId: id } = path;
  const row = await store.findAction({ customerNo: caller.customerNo, id, now });
  if (row === null) throw noSuchAction(id);
  return actionAt(row);
};

/** For an unknown action, and for someone else's. */
export const noSuchAction = (id: string): Refusal =>
  new Refusal("NOT_FOUND", `There is no action ${id}.`);
