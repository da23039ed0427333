/** For `catch`: undefined when the file is not there; any other error stays one. */
export function ifMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
  throw error;
}
