import type { SessionSource } from '../agents/agent.ts';
import type { Skim } from './session-entry.ts';

/** Sessions that threads skim together: each takes the next few until there are none. */
export interface SkimWork {
  readonly sources: readonly SessionSource[];
  /** How often somebody took a few of them, and how often from their end. */
  readonly taken: Int32Array<SharedArrayBuffer>;
}

/** Sessions by their numbers in `sources`, with what a listing shows of them. */
export type SkimmedPart = readonly (readonly [number, Skim])[];
