import { ATTR, attribute, CUSTOM, countAttribute, stringAttribute } from '../../domain/event-attributes.ts';
import type { Event, EventType } from '../../domain/session.ts';
import { isKeptName } from './kept-scripts.ts';
import type { ChangeFact, FileFact, Seen, SessionPlace, Sweep } from '../facts.ts';
import { type Fold, seenAt } from '../fold.ts';
import { type ChangeLog, newChangeLog, noteChange } from './change-log.ts';
import { type Change, type FileTrack, move, newTrack, remove, write } from './file-track.ts';
import { throughLink } from './links.ts';
import { netEffects } from './net-effects.ts';
import { addedLines, diffLines, textLines } from './line-counts.ts';
import { placePath } from './place-path.ts';
import { shellChange } from './shell-change.ts';
import { standingSweeps } from './sweeps.ts';
import { newUntold, noteEnded, noteTold, type Untold, untoldAt, withoutDoubt, writtenUntil } from './untold.ts';

export interface FilesResult {
  readonly files: readonly FileFact[];
  readonly sweeps?: readonly Sweep[];
  readonly changes: readonly ChangeFact[];
  /** Time of the last event that may have changed files which it does not name, empty if nobody knows; absent: no event. */
  readonly untold_at?: string;
  /** Paths that were read and not changed, in their order (UTF-16 code units). */
  readonly reads: readonly string[];
}

interface FilesState {
  readonly track: FileTrack;
  readonly changes: ChangeLog;
  /** With the index of the event that read it last. */
  readonly reads: Map<string, number>;
  /** Index of the last shell command; -1 for none. */
  readonly shell: { last: number };
  /** See FilesResult.untold_at. */
  readonly untold: Untold;
}

const MAX_READS = 10_000;

/** Files that the session changed (net effect), every change in time, and files that it read. */
export const filesFold = (place: SessionPlace): Fold<FilesState, FilesResult> => ({
  start: () => ({
    track: newTrack(),
    changes: newChangeLog(),
    reads: new Map(),
    shell: { last: -1 },
    untold: newUntold(),
  }),
  step: (state, event, index) => {
    if (attribute(event, ATTR.noEffect) === true) return;
    const type = event.event_type;
    const seen = seenAt(event, index);
    switch (type.type) {
      case 'FileRead':
        if (state.reads.size < MAX_READS && isPath(type.data.path))
          state.reads.set(placePath(place, type.data.path).path, index);
        return;
      case 'FileCreate':
      case 'FileEdit':
      case 'FileDelete':
        if (isPath(type.data.path)) toolChange(state, place, { event, type, seen });
        if (attribute(event, ATTR.unconfirmed) === true) noteTold(state.untold, 'part', event);
        return;
      case 'ShellCommand':
        noteTold(state.untold, shellChange(state, place, { event, seen }), event);
        state.shell.last = index;
        return;
      case 'Custom':
        if (type.data.kind === CUSTOM.changedOutside) outsideChange(state, place, { event, seen });
        return;
      // what a sub-agent or another tool does
      case 'ToolCall':
      case 'TaskStart':
      case 'TaskEnd':
      case 'Unknown':
        noteTold(state.untold, 'part', event);
        return;
      case 'ToolResult':
        noteEnded(state.untold, event);
        return;
      default:
    }
  },
  finish: ({ track, changes, reads, untold }) => {
    const files = netEffects(track).map((file) => withoutDoubt(file, untold));
    const changed = new Set(files.map(({ path }) => path));
    // of what is there again no later deletion is the session's
    const sweeps = standingSweeps(track.sweeps, reads).map((one) => ({ ...one, ...writtenUntil(one.last, untold) }));
    return {
      files,
      ...(sweeps.length === 0 ? {} : { sweeps }),
      ...untoldAt(untold),
      changes: changes.all,
      reads: [...reads.keys()].filter((path) => !changed.has(path)).sort(),
    };
  },
});

/** Somebody else's change is no claim. What the last command is known to have changed is told twice. */
const outsideChange = (
  { changes, shell }: FilesState,
  place: SessionPlace,
  { event, seen }: { readonly event: Event; readonly seen: Seen },
): void => {
  const named = stringAttribute(event, ATTR.filePath);
  if (named === undefined || !isPath(named)) return;
  const at = placePath(place, named);
  const isTold = ({ path, by }: ChangeFact): boolean => path === at.path || by !== undefined;
  const told = changes.all.slice(-MAX_TOLD).some((change) => change.seen.index === shell.last && isTold(change));
  if (!told) noteChange(changes, at, { seen });
};

/** Changes of one command that are looked through. */
const MAX_TOLD = 200;

type ToolChange = Extract<EventType, { type: 'FileCreate' | 'FileEdit' | 'FileDelete' }>;

const toolChange = (
  { track, changes }: FilesState,
  place: SessionPlace,
  { event, type, seen }: { event: Event; type: ToolChange; seen: Seen },
): void => {
  const at = placePath(place, type.data.path, stringAttribute(event, ATTR.shellCwd) ?? place.cwd);
  const before = wasThere(event);
  const change: Change = { at, seen, by: 'edit-tool', ...contentOf(event, type, before) };
  const from = stringAttribute(event, ATTR.renamedFrom);
  const old = from === undefined || !isPath(from) ? undefined : placePath(place, from);
  const doubt = attribute(event, ATTR.unconfirmed) === true ? ({ unconfirmed: true } as const) : {};
  if (old !== undefined) noteChange(changes, old, { seen, ...doubt });
  noteChange(changes, throughLink(track, at), { seen, ...doubt });
  if (doubt.unconfirmed) return;
  if (type.type === 'FileDelete') return remove(track, change, true);
  if (old !== undefined) {
    move(track, old, { ...change, fresh: before !== true });
    if (change.added === 0 && change.removed === 0) return;
  }
  write(track, change, before ?? (type.type === 'FileEdit' ? true : null));
};

const contentOf = (
  event: Event,
  type: ToolChange,
  before: boolean | undefined,
): Pick<Change, 'added' | 'removed' | 'fullText' | 'diff' | 'put'> => {
  const diff = type.type === 'FileEdit' ? type.data.diff : undefined;
  const fullText = fullTextOf(event);
  const fresh = before === false;
  return {
    added: countAttribute(event, ATTR.linesAdded) ?? diffLines(diff, '+') ?? (fresh ? textLines(fullText) : undefined),
    removed: countAttribute(event, ATTR.linesRemoved) ?? diffLines(diff, '-') ?? (fresh ? 0 : undefined),
    fullText,
    diff,
    put: isKeptName(type.data.path) ? putBy(diff, fullText) : undefined,
  };
};

const putBy = (diff: string | undefined, fullText: string | undefined): Change['put'] => {
  if (fullText !== undefined) return { text: fullText, part: false };
  return diff === undefined ? undefined : { text: addedLines(diff), part: true };
};

/** A log may hold anything where a path should be. */
const isPath = (path: string): boolean => path.trim() !== '' && path.length <= 4096 && !path.includes('\0');

const wasThere = (event: Event): boolean | undefined => {
  const before = attribute(event, ATTR.fileBefore);
  return before === 'create' ? false : before === 'update' ? true : undefined;
};

const fullTextOf = (event: Event): string | undefined => {
  if (attribute(event, ATTR.fullText) !== true) return undefined;
  const block = event.content.blocks.find((one) => one.type === 'Code');
  return block?.type === 'Code' ? block.code : undefined;
};
