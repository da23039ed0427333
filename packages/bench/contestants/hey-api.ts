import { client } from "hey-api-client/client.gen.ts";
import { listEvChargers } from "hey-api-client/sdk.gen.ts";
import type { Lister } from "./Lister.ts";

export const lister: Lister = ({ baseUrl, apiKey }) => {
  client.setConfig({ baseUrl, auth: apiKey, throwOnError: true });
  return async (limit) => {
    const { data } = await listEvChargers({ query: { limit } });
    return data.data.items;
  };
};
