import { createClient } from "@ev-charger/client";
import type { Lister } from "./Lister.ts";

export const lister: Lister = ({ baseUrl, apiKey }) => {
  const client = createClient({ baseUrl, apiKey });
  return async (limit) => {
    const { items } = await client.listEvChargers({ query: { limit } });
    return items;
  };
};
