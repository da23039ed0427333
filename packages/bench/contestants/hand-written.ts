import type { components } from "@ev-charger/types";
import type { Lister } from "./Lister.ts";

type Answer = components["schemas"]["EvChargerListResponse"];

export const lister: Lister =
  ({ baseUrl, apiKey }) =>
  async (limit) => {
    const url = new URL("/ev-charger", baseUrl);
    url.searchParams.set("limit", String(limit));
    const response = await fetch(url, { headers: { "x-api-key": apiKey } });
    if (!response.ok) throw new Error(`GET ${url.pathname} answered ${response.status}`);
    // What anyone would write: the answer is believed.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { data } = (await response.json()) as Answer;
    return data.items;
  };
