/** What a decision begins with that an open question waits for. */
export const RESOLVE = 'Resolve open question: ';

/** Of a decision, as of every line that a handoff says itself, in characters. */
export const MAX_CLAIM = 300;
