/** What is told of a failure that did not come again. */
export const cameOnce = "It did not fail when this was sent again: what was sent before matters.";
