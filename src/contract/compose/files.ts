/** The files that a session changed, as the handoff claims them: all of them. */
import type { FileChange } from '../../domain/handoff.ts';
import type { RedactedText } from '../../domain/handoff.ts';
import type { FileFact } from '../facts.ts';

export interface FileSettings {
  /** Paths below the root that git ignores, as in the facts. */
  readonly ignored: ReadonlySet<string>;
  /** Blob ids of full last texts of the log, by path as in the facts; none for a text in which a rule fires. */
  readonly logBlobs: ReadonlyMap<string, string>;
}

/** In the order of their paths (UTF-16 code units). */
export const composeFiles = (facts: readonly FileFact<RedactedText>[], settings: FileSettings): readonly FileChange[] =>
  facts.map((fact) => composeFile(fact, settings)).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

const composeFile = (fact: FileFact<RedactedText>, { ignored, logBlobs }: FileSettings): FileChange => {
  const blob = logBlobs.get(fact.path);
  return {
    path: fact.path,
    action: fact.action,
    scope: fact.inside ? (ignored.has(fact.path) ? 'ignored' : 'repository') : 'outside',
    ...(fact.from === undefined ? {} : { from: fact.from }),
    lines_added: fact.lines_added,
    lines_removed: fact.lines_removed,
    by: fact.by,
    events: [...new Set([fact.first.event_id, fact.last.event_id])],
    ...(blob === undefined ? {} : { log_blob: blob }),
  };
};
