// Eleventy ships no types: these are of the little that the site uses.
declare module "@11ty/eleventy" {
  interface UserConfig {
    addTemplate(path: string, content: string, data?: Readonly<Record<string, unknown>>): void;
    setUseGitIgnore(use: boolean): void;
  }

  interface Rendered {
    readonly url: string;
    readonly content: string;
  }

  interface EleventyOptions {
    readonly configPath?: string | false;
    readonly quietMode?: boolean;
    readonly config?: (config: UserConfig) => void;
  }

  export class Eleventy {
    constructor(input: string, output: string, options: EleventyOptions);
    toJSON(): Promise<readonly Rendered[]>;
  }
}
