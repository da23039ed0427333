/**
 * What the mock cannot do by its nature, in the words of the contract checks: it answers with
 * examples, and keeps no state. Whoever verifies it says so, and has the rest verified.
 */
export const lacks = ["paging", "filters", "ids", "state", "keys"] as const;
