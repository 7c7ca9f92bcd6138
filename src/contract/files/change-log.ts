import type { ChangeFact } from '../facts.ts';
import type { PlacedPath } from './place-path.ts';

/** Every change in time, bounded. */
export interface ChangeLog {
  all: ChangeFact[];
}

const MAX_CHANGES = 100_000;

export const newChangeLog = (): ChangeLog => ({ all: [] });

/** `place`: which command of its line it is. `by` and the rest: see ChangeFact. Of too many only the last of each path is kept, and then the latest. */
export const noteChange = (
  log: ChangeLog,
  { path, inside }: PlacedPath,
  { seen, place, by, output, undoes, listed, unconfirmed }: Omit<ChangeFact, 'path' | 'inside'>,
): void => {
  const { all } = log;
  all.push({
    path,
    inside,
    seen,
    ...(place === undefined ? {} : { place }),
    ...(by === undefined ? {} : { by }),
    ...(output === true ? { output } : {}),
    ...(undoes === true ? { undoes } : {}),
    ...(listed === true ? { listed } : {}),
    ...(unconfirmed === true ? { unconfirmed } : {}),
  });
  if (all.length <= MAX_CHANGES) return;
  const last = new Map(all.map((change) => [change.path, change]));
  log.all = all.filter((change) => last.get(change.path) === change).slice(-MAX_CHANGES / 2);
};
