// The peers are there only while a bench runs: of each, what its contestant uses.

interface PeerAnswer {
  readonly data: { readonly items: readonly unknown[] };
}

declare module "axios" {
  const axios: {
    create(defaults: { baseURL: string; headers: Record<string, string>; adapter?: "fetch" }): {
      get(path: string, options: { params: object }): Promise<{ data: PeerAnswer }>;
    };
  };
  export default axios;
}

declare module "ky" {
  const ky: {
    create(defaults: { baseUrl: string; headers: Record<string, string> }): {
      get(path: string, options: { searchParams: object }): { json(): Promise<PeerAnswer> };
    };
  };
  export default ky;
}

declare module "ofetch" {
  export const ofetch: {
    create(defaults: {
      baseURL: string;
      headers: Record<string, string>;
    }): (path: string, options: { query: object }) => Promise<PeerAnswer>;
  };
}

declare module "hey-api-client/client.gen.ts" {
  export const client: {
    setConfig(config: { baseUrl: string; auth: string; throwOnError: true }): void;
  };
}

declare module "hey-api-client/sdk.gen.ts" {
  export function listEvChargers(options: { query: object }): Promise<{ data: PeerAnswer }>;
}

declare module "redocly-client" {
  export function configure(config: {
    serverUrl: string;
    auth: { apiKey: Record<string, string> };
  }): void;
  export function listEvChargers(args: { query: object }): Promise<PeerAnswer>;
}
