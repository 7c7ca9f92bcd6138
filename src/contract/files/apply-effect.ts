import type { FileEffect, UnnamedEffect } from '../../shell/effects/file-effect.ts';
import type { Seen } from '../facts.ts';
import {
  below,
  type Change,
  type FileTrack,
  markUndone,
  type Move,
  move,
  moveFolder,
  noteThere,
  originOf,
  remove,
  thereNow,
  write,
} from './file-track.ts';
import { arrivalsOf, isSwept, type Swept } from '../../domain/swept.ts';
import { putBack, sweep } from './sweeps.ts';
import { looksLikeFile } from './looks-like-file.ts';
import { changedBelow, type PlacedPath, ROOT } from './place-path.ts';

/** Where and when a shell command had its effects. */
export interface EffectScene {
  readonly placed: (path: string) => PlacedPath;
  readonly seen: Seen;
  /** Which command of its line it is. */
  readonly place: number;
  /** What the command writes, where the line holds it. */
  readonly text?: string | undefined;
  /** Of a folder it is claimed what is known in it, and not what the trees would tell. */
  readonly byName?: true | undefined;
}

/** What a shell command did to files, as far as names tell: directories by the files that are known in them. */
export const applyEffect = (track: FileTrack, effect: FileEffect, scene: EffectScene): void => {
  const { placed } = scene;
  const at = (path: PlacedPath): Change => ({ at: path, seen: scene.seen, by: 'shell' });
  switch (effect.action) {
    case 'mkdir':
      track.directories.add(placed(effect.path).path);
      return;
    case 'untree':
      for (const { path } of below(track, placed(effect.path).path)) track.entries.delete(path);
      return;
    case 'write':
      return write(track, { ...at(placed(effect.path)), put: putBy(scene, effect), ...softly(effect) }, null);
    case 'touch':
      return touched(track, at(placed(effect.path)));
    case 'edit':
      return edited(track, effect, at(placed(effect.path)));
    case 'unnamed': {
      const { path, inside } = unnamedPlace(effect, placed);
      if (effect.folder !== undefined)
        putBack(track.sweeps, placed(effect.folder).path, { undone: true, stash: false });
      if (effect.undoes !== undefined && inside)
        markUndone(track, path === '.' ? null : path, { undone: effect.undoes, stash: effect.by === 'git stash' });
      return;
    }
    case 'delete':
      return removeAll(track, at(placed(effect.path)), { ...effect, byName: scene.byName });
    case 'sweep': {
      const to = effect.to === undefined ? undefined : placed(effect.to);
      const { action: _, path, to: __, ...how } = effect;
      sweep(track.sweeps, how, { at: placed(path), to, seen: scene.seen });
      return knownSwept(track, { ...how, path: placed(path).path }, { to, seen: scene.seen });
    }
    case 'copy':
      if (effect.dir) sweepAll(track, effect, scene);
      return copyAll(track, at(target(track, effect, placed)), { ...effect, source: placed(effect.from) });
    case 'move':
      sweepAll(track, effect, scene);
      return moveAll(track, placed(effect.from), { ...at(target(track, effect, placed)), fresh: effect.fresh });
  }
};

/** A link that is one file more holds what that holds. */
const softly = ({ soft }: Extract<FileEffect, { action: 'write' }>): Pick<Change, 'soft'> =>
  soft === true ? { soft } : {};

const edited = (track: FileTrack, effect: FileEffect & { readonly action: 'edit' }, change: Change): void => {
  const { path } = change.at;
  // what the index holds of a file that the session did not change is nothing that it did
  const isSame = effect.undoes === true && effect.commit !== true && track.entries.get(path)?.changed !== true;
  if (!isSame) write(track, effect.mode === true ? { ...change, mode: true } : change, true);
  if (effect.undoes === true) markUndone(track, path, { undone: true, stash: false });
};

/** What the session named before goes with it. */
const knownSwept = (
  track: FileTrack,
  swept: Swept,
  { to, seen }: { readonly to: PlacedPath | undefined; readonly seen: Seen },
): void => {
  const isMeant = isSwept(swept);
  for (const at of thereNow(track, isMeant)) {
    const [path] = to === undefined ? [] : arrivalsOf({ ...swept, to: to.path }, at.path);
    if (swept.mode !== undefined) write(track, { at, seen, by: 'shell', mode: true }, true);
    else if (to === undefined || path === undefined) remove(track, { at, seen, by: 'shell' }, true);
    else {
      const change: Move = { at: { path, inside: to.inside }, seen, by: 'shell', fresh: true };
      if (swept.kept === true) write(track, change, null);
      else move(track, at, change);
    }
  }
};

/** It may be a folder. */
const sweepAll = (
  { sweeps }: FileTrack,
  { action, from, to }: Extract<FileEffect, { action: 'move' | 'copy' }>,
  { placed, seen, byName }: EffectScene,
): void => {
  if (byName === true) return;
  const kept = action === 'copy' ? { kept: true as const } : {};
  sweep(sweeps, { deep: true, ...kept }, { at: placed(from), to: placed(to), seen });
};

const putBy = ({ text }: EffectScene, { append }: { readonly append: boolean }): Change['put'] =>
  text === undefined ? undefined : { text, part: append };

/** Where something changed whose path is not known: the repository's root when it may lie anywhere. */
export const unnamedPlace = (
  { below: directory, wide }: UnnamedEffect,
  placed: (path: string) => PlacedPath,
): PlacedPath => {
  const at = directory === null ? ROOT : changedBelow(placed(directory === '' ? '.' : directory));
  return wide && at.inside ? ROOT : at;
};

/** Of a file that is there it changes the time alone; else it makes an empty one. */
const touched = (track: FileTrack, change: Change): void => {
  const known = track.entries.get(change.at.path);
  if (known?.now !== true) write(track, { ...change, added: 0, removed: 0 }, null);
};

/** A directory's known files one by one; a name that looks like a file and of which nothing is known below is one. */
const removeAll = (
  track: FileTrack,
  change: Change,
  { dir, sure, byName }: { dir: boolean; sure: boolean; byName: EffectScene['byName'] },
): void => {
  const { path } = change.at;
  if (dir && byName !== true) sweep(track.sweeps, { deep: true }, change);
  const files = dir ? below(track, path) : [];
  for (const file of files) remove(track, { ...change, at: file }, true);
  if (dir && track.moved.delete(path)) return;
  // a directory that was moved as a whole holds files that nobody named
  if (files.length > 0 && originOf(track, path) === undefined) return;
  if (!dir) remove(track, change, sure);
  else if (track.entries.has(path) || looksLikeFile(path)) remove(track, change, null);
};

const copyAll = (
  track: FileTrack,
  change: Change,
  copy: { source: PlacedPath; dir: boolean; fresh: boolean },
): void => {
  const files = copy.dir ? below(track, copy.source.path) : [];
  for (const file of files) {
    const path = change.at.path + file.path.slice(copy.source.path.length);
    write(track, { ...change, at: { path, inside: change.at.inside } }, null);
  }
  if (files.length > 0 || (copy.dir && !looksLikeFile(copy.source.path))) return;
  noteThere(track, copy.source, change.seen);
  write(track, change, copy.fresh ? false : null);
};

const moveAll = (track: FileTrack, from: PlacedPath, change: Move): void => {
  const files = below(track, from.path);
  for (const file of files) {
    const path = change.at.path + file.path.slice(from.path.length);
    move(track, file, { ...change, at: { path, inside: change.at.inside }, fresh: true });
  }
  if ((files.length > 0 || track.moved.has(from.path)) && originOf(track, from.path) === undefined)
    return moveFolder(track, from, change.at);
  // An unseen name without a dot may be a directory: the base tree settles it.
  const known = track.entries.has(from.path) || looksLikeFile(from.path);
  move(track, from, { ...change, fresh: change.fresh && known });
};

/** Where a move or copy ends: in the directory, if that name is known as one. */
export const target = (
  track: FileTrack,
  { from, to, exact }: Extract<FileEffect, { action: 'move' | 'copy' }>,
  placed: (path: string) => PlacedPath,
): PlacedPath => {
  const at = placed(to);
  // what holds the repository is a directory
  if (exact || (at.above !== true && !track.directories.has(at.path) && below(track, at.path).length === 0)) return at;
  return placed(`${to}/${from.slice(from.lastIndexOf('/') + 1)}`);
};

/** What builds leave behind: taking it away changes nothing that a check looks at. */
export const isOutput = (path: string): boolean => OUTPUTS.has(path.slice(path.lastIndexOf('/') + 1));

const OUTPUTS: ReadonlySet<string> = new Set(
  (
    'node_modules dist build out target coverage .next .nuxt .turbo .cache .parcel-cache .vite __pycache__ ' +
    '.pytest_cache .mypy_cache .ruff_cache .nyc_output .svelte-kit htmlcov tmp temp'
  ).split(' '),
);
