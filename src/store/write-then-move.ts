import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import type { GitObject } from '../git/object-id.ts';
import { type RefChange, updateRefsAfter } from '../git/update-ref.ts';
import { writeObjects } from '../git/write-objects.ts';
import { tryAgain } from './back-off.ts';
import type { Place } from './place.ts';

/** As git's own `fetch.unpackLimit`: fewer objects are written as loose ones, more as one pack. */
const MOST_LOOSE = 100;

/** While a gc deletes what it sees; it is through with that in a moment. */
const TRIES = 20;

/**
 * Writes objects, each once, and lets `move` name them by refs, beside any `git gc`. One that looked at the refs before they moved
 * takes loose objects for garbage and, with --prune=now, deletes them at any later time of its run. It leaves a pack
 * alone that is younger than itself: where one runs, or something is gone already, the objects are kept in a pack.
 * @throws no_space, read_only, and what `move` throws
 */
export const writeThenMove = <T>(place: Place, given: readonly GitObject[], move: () => Promise<T>): Promise<T> =>
  writeBeside(place, given, async (written) => {
    await written;
    return move();
  });

/** The same where nothing but refs has to move: the git that moves them starts while the objects are written. */
export const writeAndPoint = (
  place: Place,
  given: readonly GitObject[],
  changes: readonly RefChange[],
): Promise<void> =>
  writeBeside(place, given, (ready) => updateRefsAfter(place.git, { cwd: place.cwd, ready }, changes));

/** Moves refs once `written` resolves, and not where it rejects. */
type Move<T> = (written: Promise<void>) => Promise<T>;

const writeBeside = async <T>(place: Place, given: readonly GitObject[], move: Move<T>): Promise<T> => {
  const objects = [...new Map(given.map((object) => [object.id, object])).values()];
  const isLoose = objects.length <= MOST_LOOSE && !gcRuns(place);
  const done = isLoose ? await looseThenMove(place, objects, move) : null;
  if (done === null) return packThenMove(place, objects, () => move(Promise.resolve()));
  // Any gc that began before the refs moved either still runs or has deleted what it wanted to. And what git did not
  // write, because an old pack has it, a repack that began before drops together with that pack.
  if (gcRuns(place) || !objects.every(({ id }) => existsSync(looseFile(place, id))))
    await packThenMove(place, objects, async () => {});
  return done.value;
};

/** Git deletes temporary packs too, under the hands of who writes them. */
const packThenMove = async <T>(place: Place, objects: readonly GitObject[], move: () => Promise<T>): Promise<T> => {
  const { withKeptPack } = await import('./kept-pack.ts');
  return tryAgain(() => withKeptPack(place, objects, move), { mayPass: isOfGit, tries: TRIES });
};

const isOfGit = (error: unknown): boolean => error instanceof OpenSessionError && error.code === 'git_failed';

/** null: git could not do it, as when the objects are deleted under its hands. */
const looseThenMove = async <T>(
  place: Place,
  objects: readonly GitObject[],
  move: Move<T>,
): Promise<{ readonly value: T } | null> => {
  const writing = writeObjects(place.git, place, objects);
  const [written, moved] = await Promise.allSettled([writing, move(writing)]);
  if (moved.status === 'fulfilled') return { value: moved.value };
  const reason: unknown = written.status === 'rejected' ? written.reason : moved.reason;
  if (isOfGit(reason)) return null;
  throw reason;
};

/** `git gc` holds this file while it runs, also when git itself or `git maintenance` started it. */
export const gcRuns = ({ commonDir }: Place): boolean => existsSync(join(commonDir, 'gc.pid'));

const looseFile = ({ commonDir }: Place, id: string): string => join(commonDir, 'objects', id.slice(0, 2), id.slice(2));
