/** What is known of each path while a session goes by. Changed in place: it belongs to one fold. */
import type { FileFact, Seen } from '../facts.ts';
import { directoriesOf } from './directories-of.ts';
import { keepScript, type KeptScripts, moveScript, type PutText } from './kept-scripts.ts';
import type { PlacedPath } from './place-path.ts';
import { type PutBack, putBack, type Sweeps } from './sweeps.ts';
import { afterEdit, type Standing } from './taken-back.ts';

export interface Change {
  readonly at: PlacedPath;
  readonly seen: Seen;
  readonly by: 'edit-tool' | 'shell';
  readonly added?: number | undefined;
  readonly removed?: number | undefined;
  readonly fullText?: string | undefined;
  /** Of an edit. */
  readonly diff?: string | undefined;
  readonly put?: PutText | undefined;
  /** Of whether it can be run alone. */
  readonly mode?: true;
  /** A link was put there. */
  readonly soft?: true;
}

export interface Entry {
  readonly at: PlacedPath;
  /** Whether it was there when the session began; null: the log does not say. */
  readonly before: boolean | null;
  /** Taken for not there, as names that things are moved to mostly are; or for there, as what a directory took along was. */
  guessed: boolean;
  now: boolean;
  /** The path at which its content stood when the session began; null: made in the session. */
  source: string | null;
  changed: boolean;
  /** The session may have changed what it holds, rather than where it is or whether it can be run. */
  rewritten: boolean;
  /** A link is the last that was put there. */
  soft: boolean;
  /** The session wrote it, rather than finding it. */
  written: boolean;
  added: number | null;
  removed: number | null;
  /** In order; one list for all files that were changed alike. */
  by: FileFact['by'];
  first: Seen;
  last: Seen;
  fullText: string | undefined;
  /** Edits of what was found here. */
  edits: Standing;
  /** What the session did here may be gone: git threw it away, or an edit took it back. */
  undone: boolean;
}

export interface FileTrack {
  readonly entries: Map<string, Entry>;
  /** Directories that the session made. */
  readonly directories: Set<string>;
  /** Where each folder stood that was moved as a whole while files in it were known, by where it is now. */
  readonly moved: Map<string, PlacedPath>;
  /** What was taken away, moved or copied as a whole: what that was the base tree tells. The last of each kind. */
  readonly sweeps: Sweeps;
  /** Links outside of the repository that the session made, and what in it they lead to; null: perhaps somewhere in it. */
  readonly links: Map<string, PlacedPath | null>;
  /** What the session put into files that can be run. */
  readonly scripts: KeptScripts;
  /** Characters of full texts that may still be kept. */
  textLeft: number;
  /** Entries that may still be looked through for what lies below a directory. */
  scansLeft: number;
}

const MAX_FILES = 100_000;
/** Characters of one full text that is kept for its blob id, and of all of them. */
const MAX_TEXT = 1024 * 1024;
const MAX_TEXTS = 32 * MAX_TEXT;

export const newTrack = (): FileTrack => ({
  entries: new Map(),
  directories: new Set(),
  moved: new Map(),
  sweeps: new Map(),
  links: new Map(),
  scripts: new Map(),
  textLeft: MAX_TEXTS,
  scansLeft: 20_000_000,
});

/** Written: created, or its content replaced or edited. `before`: whether it was there, as far as this change says. */
export const write = (track: FileTrack, change: Change, before: boolean | null): void => {
  if (before === true) bringAlong(track, change);
  const entry = touch(track, change, before);
  if (entry === undefined) return;
  if (!entry.now) {
    // what stood here before may have gone elsewhere, and is not moved twice
    entry.source = entry.changed || entry.before === false ? null : change.at.path;
    // what it came back with is not what went away: lines of a file that was there before cannot be told
    const lines = entry.before === false || !entry.changed ? 0 : null;
    entry.added = lines;
    entry.removed = lines;
  }
  entry.now = true;
  if (change.mode !== true) {
    entry.rewritten = true;
    entry.soft = change.soft === true;
  }
  entry.changed = true;
  entry.written = true;
  entry.added = plus(entry.added, change.added);
  entry.removed = plus(entry.removed, change.removed);
  entry.edits = afterEdit(entry.edits, change.diff);
  entry.undone = entry.edits?.length === 0;
  keepText(track, entry, change.fullText);
  keepScript(track.scripts, change.at.path, change.put);
};

/** A command that went well has read it: it was there, and nothing changed. */
export const noteThere = (track: FileTrack, at: PlacedPath, seen: Seen): void => {
  if (track.entries.has(at.path) || track.entries.size >= MAX_FILES) return;
  track.entries.set(at.path, { ...newEntry(at, seen, true), by: [] });
};

/** `sure`: something was there; null: perhaps. */
export const remove = (track: FileTrack, change: Change, sure: boolean | null): void => {
  if (sure === true) bringAlong(track, change);
  const known = track.entries.get(change.at.path);
  if (known?.now === false) return;
  const entry = touch(track, change, sure === true ? true : null);
  if (entry === undefined) return;
  const whole = !entry.changed && entry.source === change.at.path;
  entry.now = false;
  entry.soft = false;
  entry.changed = true;
  entry.edits = null;
  entry.source = null;
  entry.added = whole ? (change.added ?? null) : null;
  entry.removed = whole ? (change.removed ?? null) : null;
  keepText(track, entry, undefined);
};

/** `fresh`: nothing was at its new place. */
export interface Move extends Change {
  readonly fresh: boolean;
}

export const move = (track: FileTrack, from: PlacedPath, change: Move): void => {
  bringAlong(track, { ...change, at: from });
  moveKnown(track, from, change);
};

const moveKnown = (track: FileTrack, from: PlacedPath, change: Move): void => {
  if (from.path === change.at.path) return;
  // what is gone already cannot be moved: something is there now, and where it came from is not known
  if (track.entries.get(from.path)?.now === false) return write(track, change, null);
  const old = touch(track, { at: from, seen: change.seen, by: change.by }, true);
  const guessed = !change.fresh && !track.entries.has(change.at.path);
  const target = touch(track, change, false);
  if (old === undefined || target === undefined) return;
  target.guessed ||= guessed || (old.guessed && target.before === false);
  target.now = true;
  target.source = old.source;
  target.changed = old.changed;
  target.rewritten = old.rewritten;
  target.soft = old.soft;
  target.written = old.written;
  target.added = old.added;
  target.removed = old.removed;
  target.edits = null;
  if (old.first.index < target.first.index) target.first = old.first;
  for (const by of old.by) target.by = withBy(target.by, by);
  keepText(track, target, old.fullText);
  moveScript(track.scripts, from.path, change.at.path);
  keepText(track, old, undefined);
  old.now = false;
  old.changed = true;
  old.edits = null;
  old.source = null;
  old.added = null;
  old.removed = null;
};

/**
 * What was there when it is first named, in a directory that was moved as a whole, came with it; unless the directory went
 * into another one, and this stood there before: the base tree tells.
 */
const bringAlong = (track: FileTrack, { at, seen, by }: Change): void => {
  if (track.entries.has(at.path)) return;
  for (const directory of directoriesOf(at.path)) {
    const origin = originOf(track, directory) ?? track.moved.get(directory);
    if (origin === undefined) continue;
    const from = { path: origin.path + at.path.slice(directory.length), inside: origin.inside };
    const isTaken = track.entries.has(from.path);
    touch(track, { at, seen, by }, null);
    const old = isTaken ? undefined : touch(track, { at: from, seen, by }, true);
    if (old === undefined) return;
    old.guessed = true;
    return moveKnown(track, from, { at, seen, by, fresh: true });
  }
};

/** A folder for certain: its known files go one by one, and it takes along those that nobody named yet. */
export const moveFolder = ({ moved }: FileTrack, from: PlacedPath, to: PlacedPath): void => {
  const origin = moved.get(from.path) ?? from;
  moved.delete(from.path);
  if (moved.size < MAX_MOVED) moved.set(to.path, origin);
};

const MAX_MOVED = 10_000;

/** Where something stood that was moved as a whole. */
export const originOf = ({ entries }: FileTrack, path: string): PlacedPath | undefined => {
  const { now, source = null } = entries.get(path) ?? {};
  return now === true && source !== null && source !== path ? entries.get(source)?.at : undefined;
};

/** Known paths below a directory that are there now. */
export const below = (track: FileTrack, dir: string): readonly PlacedPath[] =>
  thereNow(track, (path) => path.startsWith(`${dir}/`));

/** Those that are meant of the known paths that are there now. */
export const thereNow = (track: FileTrack, isMeant: (path: string) => boolean): readonly PlacedPath[] => {
  if (track.scansLeft < track.entries.size) return [];
  track.scansLeft -= track.entries.size;
  return [...track.entries.values()].flatMap(({ at, now }) => (now && isMeant(at.path) ? [at] : []));
};

/** git threw away what was done at these paths so far, or brought it back. `dir`: at or below it; null: everywhere. */
export const markUndone = (track: FileTrack, dir: string | null, { undone, stash }: PutBack): void => {
  const isIn = (path: string): boolean => dir === null || path === dir || path.startsWith(`${dir}/`);
  for (const entry of track.entries.values()) if (entry.at.inside && isIn(entry.at.path)) entry.undone = undone;
  putBack(track.sweeps, dir, { undone, stash });
};

const touch = (track: FileTrack, { at, seen, by }: Change, before: boolean | null): Entry | undefined => {
  const known = track.entries.get(at.path);
  if (known !== undefined) {
    // so far it was only seen to be there
    if (known.by.length === 0) known.first = seen;
    known.last = seen;
    known.undone = false;
    known.by = withBy(known.by, by);
    return known;
  }
  if (track.entries.size >= MAX_FILES) return undefined;
  const entry: Entry = { ...newEntry(at, seen, before), by: ALONE[by] };
  track.entries.set(at.path, entry);
  return entry;
};

const ALONE = { 'edit-tool': ['edit-tool'], shell: ['shell'] } as const;
const BOTH = ['edit-tool', 'shell'] as const;

const withBy = (known: FileFact['by'], by: Change['by']): FileFact['by'] => {
  if (known.includes(by)) return known;
  return known.length === 0 ? ALONE[by] : BOTH;
};

const newEntry = (at: PlacedPath, seen: Seen, before: boolean | null): Omit<Entry, 'by'> => ({
  at,
  before,
  guessed: false,
  now: before !== false,
  source: before === false ? null : at.path,
  changed: false,
  rewritten: false,
  soft: false,
  written: false,
  added: 0,
  removed: 0,
  first: seen,
  last: seen,
  fullText: undefined,
  edits: before === true ? [] : null,
  undone: false,
});

const keepText = (track: FileTrack, entry: Entry, text: string | undefined): void => {
  track.textLeft += entry.fullText?.length ?? 0;
  entry.fullText = text !== undefined && text.length <= Math.min(MAX_TEXT, track.textLeft) ? text : undefined;
  track.textLeft -= entry.fullText?.length ?? 0;
};

const plus = (sum: number | null, more: number | undefined): number | null =>
  sum === null || more === undefined ? null : sum + more;
