import type { Block } from '../domain/session.ts';
import { OUTPUT, type SettledEvent } from './settle.ts';

/** Bytes of a log from which on an event is let go. */
const LONG = 1024 * 1024;

/**
 * Empties an event that nobody looks at any more: whoever goes through events one by one, and each generator on the way,
 * holds the last one until there is a next, and what is read for that may be as long.
 */
export const letGo = (event: SettledEvent): void => {
  if ((event.origin?.length ?? 0) < LONG) return;
  (event.content.blocks as Block[]).length = 0;
  delete (event as { [OUTPUT]?: string })[OUTPUT];
};
