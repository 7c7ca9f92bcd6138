import type { PathState, StateChange } from '../../domain/path-state.ts';
import { nulFields } from '../path-text.ts';

/** Changes of paths, by path. */
export type RawChanges = ReadonlyMap<string, StateChange>;

/** What a pair of commits or trees, or `--stdin`, is put behind. */
export const DIFF = ['diff-tree', '-r', '--raw', '--no-renames', '--no-abbrev', '-z'] as const;

/**
 * Reads `diff-tree -r --raw --no-renames --no-abbrev -z`, of one pair or of many through `--stdin` (a header line, ended
 * by NUL, stands before each pair that has one). Paths of a tree that names one twice are told once, as git reads them.
 * @returns the changes by header; '' for what comes before the first
 */
export const readRawChanges = (output: Buffer): ReadonlyMap<string, RawChanges> => {
  const found = new Map<string, Map<string, StateChange>>();
  let changes = new Map<string, StateChange>();
  found.set('', changes);
  const fields = nulFields(output);
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at] ?? '';
    const entry = ENTRY.exec(field);
    if (entry === null) {
      if (field !== '') found.set(field.trim(), (changes = new Map()));
      continue;
    }
    const [, beforeMode = '', afterMode = '', before = '', after = ''] = entry;
    changes.set(fields[++at] ?? '', { before: stateOf(beforeMode, before), after: stateOf(afterMode, after) });
  }
  return found;
};

const ENTRY = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/;

const stateOf = (mode: string, oid: string): PathState => (mode === '000000' ? null : { mode, oid });
