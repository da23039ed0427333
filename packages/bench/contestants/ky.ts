import ky from "ky";
import type { Lister } from "./Lister.ts";

export const lister: Lister = ({ baseUrl, apiKey }) => {
  const client = ky.create({ baseUrl, headers: { "x-api-key": apiKey } });
  return async (limit) => {
    const { data } = await client.get("ev-charger", { searchParams: { limit } }).json();
    return data.items;
  };
};
