// Runs before any package is published. Only the workflow can prove where a package comes from.
if (
  process.env["GITHUB_ACTIONS"] !== "true" ||
  process.env["ACTIONS_ID_TOKEN_REQUEST_URL"] === undefined
) {
  console.error(
    "Packages are published by .github/workflows/release.yml alone, with provenance. Push a release (pnpm release) instead.",
  );
  process.exitCode = 1;
}
