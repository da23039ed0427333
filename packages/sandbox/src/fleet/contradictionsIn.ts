import { DEFAULT_DELAY } from "../domain/pushed.ts";
import type { Fleet, FleetAction, FleetCharger } from "./Fleet.ts";

/** What a schema cannot say of a fleet: names that come twice, and values that contradict each other. */
export function contradictionsIn({ now, customers }: Fleet): string[] {
  const wrong: string[] = [];
  const once = (seen: Set<string>, value: string, complaint: string): void => {
    if (seen.has(value)) wrong.push(complaint);
    seen.add(value);
  };
  const names = new Set<string>();
  const keys = new Set<string>();
  for (const [index, { name, keys: own, chargers }] of customers.entries()) {
    const customer = `customers[${index}]`;
    once(names, name, `${customer}.name is that of another customer: ${name}`);
    for (const [at, { key }] of own.entries()) {
      // The key itself must not be shown.
      once(keys, key, `${customer}.keys[${at}].key is there already`);
    }
    const ids = new Set<string>();
    const actionIds = new Set<string>();
    for (const [at, charger] of [...chargers].entries()) {
      const place = `${customer}.chargers[${at}]`;
      once(ids, charger.id, `${place}.id is that of another charger: ${charger.id}`);
      for (const [no, { id }] of (charger.actions ?? []).entries()) {
        once(actionIds, id, `${place}.actions[${no}].id is that of another action: ${id}`);
      }
      for (const complaint of ofCharger(charger, Date.parse(now))) {
        wrong.push(`${place}.${complaint}`);
      }
    }
  }
  return wrong;
}

function* ofCharger(
  { sync, settings, actions = [] }: FleetCharger,
  now: number,
): Generator<string> {
  if (Date.parse(sync.lastPulledAt) > now) yield "sync.lastPulledAt lies after the fleet's now";
  for (const [name, { value, min, max }] of Object.entries(settings)) {
    if (value < min || value > max) {
      yield `settings.${name}.value has to lie between its min and its max`;
    }
  }
  let free = -Infinity;
  for (const [no, action] of actions.entries()) {
    const { created, ended } = timesOf(action);
    const place = `actions[${no}]`;
    for (const complaint of ofAction(action)) yield `${place}.${complaint}`;
    if (created < free) yield `${place}.createdAt lies before the end of the action before it`;
    free = ended;
  }
}

function* ofAction(action: FleetAction): Generator<string> {
  const { created, start, end, told, done, cancelled } = timesOf(action);
  if (start !== undefined && start < created) yield "start lies before its createdAt";
  if (end !== undefined && start === undefined) yield "end needs a start";
  else if (end !== undefined && start !== undefined && end <= start) {
    yield "end has to lie after its start";
  }
  if (told < created) yield "acknowledgedAt lies before its createdAt";
  else if (start !== undefined && told < start) yield "acknowledgedAt lies before its start";
  if (done < told) yield "doneAt lies before its acknowledgedAt";
  if (cancelled !== undefined && (cancelled < created || cancelled >= told)) {
    yield "cancelledAt has to lie between its createdAt and its acknowledgedAt";
  }
}

function timesOf(action: FleetAction) {
  const timeOf = (instant: string | undefined): number | undefined =>
    instant === undefined ? undefined : Date.parse(instant);
  const created = Date.parse(action.createdAt);
  const start = timeOf(action.start);
  const told = timeOf(action.acknowledgedAt) ?? start ?? created;
  const done = timeOf(action.doneAt) ?? told + DEFAULT_DELAY;
  const cancelled = timeOf(action.cancelledAt);
  const ended = Math.min(done, cancelled ?? done);
  return { created, start, end: timeOf(action.end), told, done, cancelled, ended };
}
