import type { Freshness } from '../../domain/handoff.ts';
import type { ChangeFact, RunFact } from '../facts.ts';
import { directoriesOf } from '../files/directories-of.ts';
import type { Unredacted } from '../unredacted.ts';
import type { LooksAt } from './looks-at.ts';

/** Tells of each run the first change after it of a file below the directory that it looks at. `changes` are in order. */
export const freshnessAmong = (
  runs: readonly RunFact[],
  changes: readonly ChangeFact[],
  looksAt: LooksAt,
): ((run: RunFact) => Unredacted<Freshness>) => {
  const byDirectory = new Map<string, ChangeFact[]>();
  for (const directory of runs.map(looksAt)) if (directory !== '.') byDirectory.set(directory, []);
  for (const change of changes) {
    for (const directory of directoriesOf(change.path)) byDirectory.get(directory)?.push(change);
  }
  const unnamed = changes.filter(({ by }) => by !== undefined);
  return (run) => {
    const directory = looksAt(run);
    const seen = byDirectory.get(directory) ?? changes;
    const change = earlier(seen[firstAfter(seen, run)], unnamedAround(unnamed, run, directory));
    return change === undefined
      ? { state: 'fresh' }
      : { state: 'stale', changed: changedText(change), event_id: change.seen.event_id };
  };
};

/** Where no path is known, whose doing it was. */
const changedText = ({ path, by }: ChangeFact): string => {
  if (by === undefined) return path;
  return path === '.' ? `files that ${by} does not name` : `files in ${path} that ${by} does not name`;
};

const MAX_LOOKED_AT = 1000;

/** The first later change somewhere in a directory around the one that it looks at. Of too many the first counts as one. */
const unnamedAround = (unnamed: readonly ChangeFact[], run: RunFact, directory: string): ChangeFact | undefined => {
  const start = firstAfter(unnamed, run);
  const some = unnamed.slice(start, start + MAX_LOOKED_AT);
  const found = some.find(({ path }) => path === '.' || directory.startsWith(`${path}/`));
  return found ?? (some.length === MAX_LOOKED_AT ? some[0] : undefined);
};

const earlier = (a: ChangeFact | undefined, b: ChangeFact | undefined): ChangeFact | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.seen.index !== b.seen.index) return a.seen.index < b.seen.index ? a : b;
  return (a.place ?? -1) <= (b.place ?? -1) ? a : b;
};

/** Index of the first change that came later, by halving. */
const firstAfter = (changes: readonly ChangeFact[], run: RunFact): number => {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const change = changes[middle];
    if (change !== undefined && isLater(change, run)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Of one line, the commands after the check came later: `npm test && rm a.js`. */
const isLater = (change: ChangeFact, run: RunFact): boolean =>
  change.seen.index === run.seen.index
    ? (change.place ?? -1) > (run.place ?? Number.POSITIVE_INFINITY)
    : change.seen.index > run.seen.index;
