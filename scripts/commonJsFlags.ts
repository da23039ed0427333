/** What `tsc` needs, beside a package's `tsconfig.build.json`, to write CommonJS to `dist/cjs`. */
const options = {
  outDir: "dist/cjs",
  module: "commonjs",
  moduleResolution: "bundler",
  // openapi-fetch's declarations for `require` leave out what it exports beside its default.
  customConditions: "import",
  // It would forbid `import` in a file that becomes CommonJS.
  verbatimModuleSyntax: "false",
};

export const commonJsFlags = Object.entries(options).flatMap(([name, value]) => [
  `--${name}`,
  value,
]);
