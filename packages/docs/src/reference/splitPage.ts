/** A page of Redoc in the parts that can be served one by one. */
export interface ReferenceParts {
  /** HTML for the end of the head: Redoc's styles. */
  readonly head: string;
  /** The prerendered text, with the element that Redoc's script takes over. */
  readonly content: string;
  /** A script, the same for every contract: Redoc. It runs after `contract`. */
  readonly engine: string;
  /** A script: this contract, and how to show it. */
  readonly contract: string;
}

/** What only a module may contain, and what stands for it; the first two are in branches that do not run in a page. */
const MODULE_ONLY = [
  ["import.meta.dirname+", '""+'],
  ["import.meta.url.", '"".'],
  ["export{RedocStandalone,hydrate,init};", ""],
] as const;

const END_OF_HEAD = "<!-- the end of the head -->";

/**
 * Splits what `redocly build-docs --inlineBundle` wrote with `page.hbs`, so that the text can be read
 * before the script has arrived. The scripts become classic ones, which a page that was opened from
 * a file may load, too.
 *
 * @throws {Error} when the page is not put together as expected: Redocly has changed.
 */
export function splitPage(page: string): ReferenceParts {
  const [head, body] = cut(page, END_OF_HEAD);
  const [content, moduleScript] = cut(body, '<script type="module">');
  const [engine, rest] = cut(moduleScript, "const __redoc_definition = ");
  const [definition, options] = cut(rest, "const __redoc_options = ");
  const [settings, call] = cut(options, "hydrate(__redoc_definition, __redoc_options, ");
  const [element] = cut(call, "</script>");
  const scripts = content.match(/<script\b/giu)?.length ?? 0;
  // The page's policy allows what stands in it: Redoc's own, which sets the colours, and no other.
  if (scripts > 1) throw new Error(`Expected one script in Redocly's text, but it has ${scripts}.`);
  const clean = (value: string): string => value.trim().replace(/;$/u, "");
  return {
    head: head.trim(),
    content: linkByHash(content.trim()),
    engine: `(()=>{"use strict";${asClassic(engine)}const{definition,options}=globalThis.redocContract;hydrate(definition,options,${element.trim()}})();\n`,
    contract: `globalThis.redocContract={definition:${clean(definition)},options:${clean(settings)}};\n`,
  };
}

/**
 * Redocly renders the menu with links such as `/tag`, although the page's script handles `#/tag`
 * alone: opened in a new tab, or from a file, they would lead nowhere.
 */
const linkByHash = (html: string): string => html.replaceAll('href="/', 'href="#/');

function asClassic(code: string): string {
  let classic = code;
  for (const [meta, replacement] of MODULE_ONLY) {
    const [before, after] = cut(classic, meta);
    classic = before + replacement + after;
  }
  return classic;
}

function cut(text: string, at: string): [before: string, after: string] {
  const index = text.indexOf(at);
  if (index === -1) {
    throw new Error(
      `Expected Redocly's page to contain ${at.trim()}, but it no longer does: @redocly/cli has changed. ` +
        "Look at the page that it makes now and correct packages/docs/src/reference/splitPage.ts.",
    );
  }
  return [text.slice(0, index), text.slice(index + at.length)];
}
