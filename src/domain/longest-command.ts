/** No command may take longer (`--timeout`): what was begun before that, by whomever, is under way no more. */
export const LONGEST_COMMAND_MS = 24 * 60 * 60 * 1000;
