import type { Swept } from '../domain/swept.ts';

/** One path that a session says it changed. */
export interface SaidChange {
  /** Relative to the repository's root; else absolute and not `inside`. */
  readonly path: string;
  readonly inside: boolean;
  readonly action: 'created' | 'edited' | 'deleted' | 'renamed';
  readonly from?: string;
  readonly by: 'edit-tool' | 'shell' | 'hand';
  /** Nothing that it holds was changed: it was moved, or made one that can be run. */
  readonly as_it_was?: true;
  /** A link was put there. */
  readonly is_link?: true;
  /** RFC 3339 of the last event that changed it. */
  readonly at?: string;
  /** No name of its own: what was taken away, moved or copied as a whole, of which the trees tell what it was. */
  readonly swept?: Swept;
  /** Until when the session may have written into what was swept, RFC 3339; absent: nobody knows. */
  readonly until?: string;
}
