import axios from "axios";
import type { Lister } from "./Lister.ts";

export const lister: Lister = ({ baseUrl, apiKey, stubbed }) => {
  const client = axios.create({
    baseURL: baseUrl,
    headers: { "x-api-key": apiKey },
    // In Node it goes over node:http, where there is nothing to stub.
    ...(stubbed ? { adapter: "fetch" } : {}),
  });
  return async (limit) => {
    const { data } = await client.get("/ev-charger", { params: { limit } });
    return data.data.items;
  };
};
