import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * The program of a tool that a package of a workspace depends on.
 *
 * @param owner the package's folder in the workspace
 * @param bin the file in the tool's package that Node runs
 * @throws Error when the package does not have the tool
 */
export function toolIn(workspace: string, owner: string, name: string, bin: string): string {
  const require = createRequire(join(workspace, owner, "package.json"));
  return join(dirname(require.resolve(`${name}/package.json`)), bin);
}
