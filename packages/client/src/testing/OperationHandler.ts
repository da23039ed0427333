import { HttpHandler, matchRequestUrl } from "msw";
import type { HandlerOptions } from "./OperationMock.ts";

type Test = Parameters<HttpHandler["predicate"]>[0];
type Resolve = ConstructorParameters<typeof HttpHandler>[2];

/** Where an operation is, and the URLs of others with its method that its own matches too. */
export interface Place {
  readonly method: string;
  readonly url: string;
  readonly others: readonly string[];
}

/**
 * MSW's handler, except that `/actions/:id` leaves `/actions/latest` to the operation of that path,
 * in whatever order their handlers stand.
 */
export class OperationHandler extends HttpHandler {
  readonly #others: readonly string[];

  constructor(
    { method, url, others }: Place,
    resolve: Resolve,
    { once = false }: HandlerOptions = {},
  ) {
    super(method, url, resolve, { once });
    this.#others = others;
  }

  override async predicate(test: Test): Promise<boolean> {
    const url = new URL(test.request.url);
    if (this.#others.some((other) => matchRequestUrl(url, other).matches)) return false;
    return await super.predicate(test);
  }
}
