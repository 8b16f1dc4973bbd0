/** A launch that can't go on for a reason that the user can act on: its message is all they need. */
export class CannotStart extends Error {}

/**
 * Ends a launch script: one line for what the user can act on, the whole stack for a bug.
 * @param {unknown} error
 */
export function giveUp(error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exitCode = 1;
}
