/** Several sessions seen as one, in the order of time. */
import type { Handoff, MergedHandoff } from '../domain/handoff.ts';
import { conflictsOf } from './merge/conflicts.ts';
import { mergeChecks } from './merge/merge-checks.ts';
import { mergeFiles } from './merge/merge-files.ts';
import { mergePackages } from './merge/merge-packages.ts';
import { byBytes, inSessionOrder } from './merge/session-order.ts';
import { withoutCopies } from './merge/without-copies.ts';

export interface Merging {
  /** Each session once, by its beginning and then its id. */
  readonly ordered: readonly Handoff[];
  readonly merged: MergedHandoff;
}

/** The outcome does not depend on the order of the input; what is named twice, or was copied by a fork, counts once. */
export const mergeHandoffs = (handoffs: readonly Handoff[]): Merging => {
  const ordered = inSessionOrder(handoffs);
  const own = withoutCopies(ordered);
  const files = mergeFiles(own);
  const modified = new Set<string>(files.map(({ path }) => path));
  const read = new Map(own.flatMap(({ files_read }) => files_read).map((path) => [path as string, path]));
  return {
    ordered,
    merged: {
      schema: 'opensession-merged-2.1',
      session_ids: ordered.map(({ session_id }) => session_id),
      total_duration_seconds: own.reduce((total, { duration_seconds: seconds }) => total + seconds, 0),
      files_modified: files,
      files_read: [...read.values()].filter((path) => !modified.has(path)).sort(byBytes),
      checks: mergeChecks(own),
      work_packages: mergePackages(own),
      open_questions: own.flatMap(({ session_id, uncertainty }) =>
        uncertainty.open_questions.map((text) => ({ session_id, text })),
      ),
      conflicts: conflictsOf(own),
    },
  };
};
