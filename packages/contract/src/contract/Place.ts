import { InvalidContractError } from "./InvalidContractError.ts";
import { escapeSegment } from "./segment.ts";

/** A JSON object whose members have yet to be looked at. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object: not an array, not null. */
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A place in a document: what stands there, and its JSON Pointer (`#/paths/~1things`). */
export class Place {
  readonly value: unknown;
  readonly pointer: string;
  readonly #document: unknown;

  private constructor(document: unknown, value: unknown, pointer: string) {
    this.#document = document;
    this.value = value;
    this.pointer = pointer;
  }

  /** The whole of a document. */
  static root(document: unknown): Place {
    return new Place(document, document, "#");
  }

  /** The member with that name or index; its `value` is undefined when there is none. */
  at(key: string | number): Place {
    const { value } = this;
    const holder = Array.isArray(value) || isObject(value) ? value : {};
    const member: unknown = Object.hasOwn(holder, key) ? Reflect.get(holder, key) : undefined;
    return new Place(this.#document, member, `${this.pointer}/${escapeSegment(String(key))}`);
  }

  /**
   * The place that a `$ref` here leads to, or this place when there is no `$ref`.
   *
   * @throws InvalidContractError when the `$ref` leaves the document, finds nothing, or is circular.
   */
  follow(): Place {
    return this.#follow(new Set());
  }

  /** The members of an object; none when nothing stands here. */
  entries(): [string, Place][] {
    if (this.value === undefined) return [];
    if (!isObject(this.value)) throw this.wrong("is not an object");
    return Object.keys(this.value).map((key) => [key, this.at(key)]);
  }

  /** The items of an array; none when nothing stands here. */
  items(): Place[] {
    if (this.value === undefined) return [];
    if (!Array.isArray(this.value)) throw this.wrong("is not an array");
    return this.value.map((_, index) => this.at(index));
  }

  /** The text that stands here; it has to be there, and not empty. */
  text(): string {
    if (typeof this.value !== "string" || this.value === "") {
      throw this.wrong("is not a text of at least one character");
    }
    return this.value;
  }

  /** An error about this place, to be thrown. */
  wrong(complaint: string): InvalidContractError {
    return new InvalidContractError(`${this.pointer} of the contract ${complaint}.`);
  }

  #follow(passed: ReadonlySet<string>): Place {
    const reference = isObject(this.value) ? this.value["$ref"] : undefined;
    if (typeof reference !== "string") return this;
    if (passed.has(reference)) throw this.wrong(`refers to itself by ${reference}`);
    const target = this.#find(reference);
    if (target.value === undefined) {
      throw this.wrong(`refers to ${reference}, which is not in the document`);
    }
    return target.#follow(new Set([...passed, reference]));
  }

  #find(reference: string): Place {
    if (!/^#(\/|$)/.test(reference)) {
      throw this.wrong(`refers to ${reference}, outside the document: bundle it first`);
    }
    let place = Place.root(this.#document);
    for (const segment of reference.split("/").slice(1)) {
      const key = decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
      place = place.at(key);
    }
    return place;
  }
}
