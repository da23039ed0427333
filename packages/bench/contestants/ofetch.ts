import { ofetch } from "ofetch";
import type { Lister } from "./Lister.ts";

export const lister: Lister = ({ baseUrl, apiKey }) => {
  const client = ofetch.create({ baseURL: baseUrl, headers: { "x-api-key": apiKey } });
  return async (limit) => {
    const { data } = await client("/ev-charger", { query: { limit } });
    return data.items;
  };
};
