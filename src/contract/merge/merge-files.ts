/** The net effect of several sessions, in their order, on each path. */
import type { FileAction, FileChange, Handoff, RedactedText } from '../../domain/handoff.ts';
import { byBytes } from './session-order.ts';

export type MergedFile = FileChange & { readonly sessions: readonly string[] };

/** Sorted by path (UTF-8 bytes). What one session made and a later one took away again is no change. */
export const mergeFiles = (ordered: readonly Handoff[]): readonly MergedFile[] => {
  const files = new Map<string, MergedFile>();
  for (const { session_id, files_modified } of ordered) {
    for (const change of files_modified) apply(files, { ...change, sessions: [session_id] });
  }
  return [...files.values()].sort((a, b) => byBytes(a.path, b.path));
};

const apply = (files: Map<string, MergedFile>, change: MergedFile): void => {
  const source = change.from === undefined ? undefined : files.get(change.from);
  if (change.from !== undefined) files.delete(change.from);
  const moved = source === undefined ? change : afterSource(source, change);
  // a path that a rename left and that is written again was there at the beginning: the rename was a copy after all
  const left = moved.action === 'deleted' ? undefined : renamedFrom(files, moved.path);
  if (left !== undefined) files.set(left.path, { ...withoutFrom(left), action: 'created' });
  const before = files.get(moved.path);
  if (before !== undefined) replace(files, before, moved);
  else files.set(moved.path, left === undefined ? moved : overwritten(files, moved));
};

const renamedFrom = (files: Map<string, MergedFile>, path: string): MergedFile | undefined =>
  [...files.values()].find(({ from }) => from === path);

/** A path that was changed before is changed again. */
const replace = (files: Map<string, MergedFile>, before: MergedFile, after: MergedFile): void => {
  const whole = (action: FileAction): MergedFile => joined(before, after, action);
  files.delete(after.path);
  if (after.action === 'renamed' && (before.action === 'edited' || before.action === 'deleted')) {
    files.set(after.path, overwritten(files, whole('edited'), after.from));
    return;
  }
  // what stood here came from elsewhere, and is gone from there too
  const gone = before.from !== undefined && (after.action === 'deleted' || after.action === 'renamed');
  if (gone && before.from !== undefined) files.set(before.from, deletedAt(before.from, whole('deleted')));
  const action = after.action === 'renamed' ? 'renamed' : net(before.action, after.action);
  if (action !== null) files.set(after.path, whole(action));
};

/** A file that was moved over another: that one is edited, and the moved one is gone from its place. */
const overwritten = (files: Map<string, MergedFile>, file: MergedFile, from = file.from): MergedFile => {
  if (from !== undefined) files.set(from, deletedAt(from, file));
  return { ...withoutFrom(file), action: 'edited' };
};

/** A rename of what an earlier session had changed already: seen from before both. */
const afterSource = (source: MergedFile, change: MergedFile): MergedFile => {
  if (source.action === 'created') return withoutFrom(joined(source, change, 'created'));
  const origin = source.from ?? source.path;
  const whole = joined(source, change, 'renamed');
  return origin === change.path ? { ...withoutFrom(whole), action: 'edited' } : { ...whole, from: origin };
};

/** null: nothing is left of either. */
const net = (before: FileAction, after: FileAction): FileAction | null => {
  switch (before) {
    case 'created':
      return after === 'deleted' ? null : 'created';
    case 'renamed':
      return after === 'deleted' ? null : 'renamed';
    case 'deleted':
      return after === 'deleted' ? 'deleted' : 'edited';
    case 'edited':
      return after === 'deleted' ? 'deleted' : 'edited';
  }
};

const joined = (before: MergedFile, after: MergedFile, action: FileAction): MergedFile => {
  const { log_blob: _, ...rest } = after;
  const from = after.from ?? before.from;
  const { from: __, ...plain } = rest;
  return {
    ...plain,
    action,
    ...(action === 'renamed' && from !== undefined ? { from } : {}),
    lines_added: sum(before.lines_added, after.lines_added),
    lines_removed: sum(before.lines_removed, after.lines_removed),
    by: [...new Set([...before.by, ...after.by])].sort(),
    events: ends([...before.events, ...after.events]),
    sessions: [...new Set([...before.sessions, ...after.sessions])],
    ...(after.log_blob === undefined || action === 'deleted' ? {} : { log_blob: after.log_blob }),
  };
};

const withoutFrom = ({ from: _, ...rest }: MergedFile): MergedFile => rest;

const deletedAt = (path: RedactedText, file: MergedFile): MergedFile => {
  const { log_blob: _, ...rest } = withoutFrom(file);
  return { ...rest, path, action: 'deleted' };
};

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

const ends = (events: readonly string[]): readonly string[] => [
  ...new Set(events.length === 0 ? [] : [events[0] ?? '', events.at(-1) ?? '']),
];
