import type { paths } from "@ev-charger/types";
import createClient from "openapi-fetch";
import type { Lister } from "./Lister.ts";

export const lister: Lister = ({ baseUrl, apiKey }) => {
  const client = createClient<paths>({ baseUrl, headers: { "x-api-key": apiKey } });
  return async (limit) => {
    const { data, error } = await client.GET("/ev-charger", { params: { query: { limit } } });
    if (error !== undefined) throw new Error(error.error.message);
    return data.data.items;
  };
};
