import { configure, listEvChargers } from "redocly-client";
import type { Lister } from "./Lister.ts";

export const lister: Lister = ({ baseUrl, apiKey }) => {
  configure({ serverUrl: baseUrl, auth: { apiKey: { ApiKey: apiKey } } });
  return async (limit) => {
    const { data } = await listEvChargers({ query: { limit } });
    return data.items;
  };
};
