import type { Check, CheckRun } from '../domain/handoff.ts';
import type { CheckReason, JudgedCheck } from '../domain/judgement.ts';
import type { Manifest } from '../domain/manifest.ts';
import type { ReadArtifact } from './read-artifact.ts';

/** The last run of one check in one artifact, with everything that speaks against it. */
export interface RecordedRun {
  readonly artifact: Pick<ReadArtifact, 'id' | 'trust'>;
  readonly check: { readonly id: string; readonly command: string };
  /** Its own words, and those of other passes that are as fresh: the check has those of its first run. */
  readonly ran: readonly string[];
  /** Where it ran, within the repository; null where no run is told. */
  readonly cwd: string | null;
  readonly status: Check['final'];
  /** RFC 3339; '' where no run is told. */
  readonly at: string;
  readonly doubts: JudgedCheck['doubts'];
  readonly differing: readonly string[];
  /** Of `stale`: what changed after it, as far as that is told. */
  readonly changed: readonly string[];
}

/** The paths on which its runs depend, and of which some may be inert. */
export const pathsOfRuns = ({ differing, manifest }: ReadArtifact): readonly string[] => [
  ...(differing ?? []),
  ...(manifest?.touched ?? []).map(({ path }) => path),
];

/**
 * The run that decided each check that an artifact tells of. A run is doubted for what its own shell line hides, for changes
 * after it, for changes that git does not show, and if it was on another tree than the head's.
 * @param isInert whether no check depends on a path
 */
export const recordedRuns = (
  read: ReadArtifact,
  isInert: (path: string, read: ReadArtifact) => boolean,
): readonly RecordedRun[] => {
  const differing = (read.differing ?? []).filter((path) => !isInert(path, read));
  const touched = (read.manifest?.touched ?? []).filter(({ path }) => !isInert(path, read));
  return checksOf(read).map(({ check, run, fresh }) => {
    const changed = changedAfter(run, touched);
    const doubts = new Set<JudgedCheck['doubts'][number]>([
      ...(run?.doubts ?? []).map(({ kind }) => kind),
      ...(check.stale || run?.freshness.state === 'stale' || changed.length > 0 ? (['stale'] as const) : []),
      ...((read.manifest?.hidden.length ?? 0) > 0 ? (['hidden'] as const) : []),
      ...otherTree(read, differing),
    ]);
    return {
      artifact: read,
      check,
      ran: [
        run?.command ?? check.command,
        ...fresh.filter((other) => changedAfter(other, touched).length === 0).map(({ command }) => command),
      ],
      cwd: run?.cwd ?? null,
      status: check.final,
      at: run?.at ?? '',
      doubts: [...doubts],
      differing,
      changed,
    };
  });
};

interface Told {
  readonly check: Check;
  /** The run that decided; undefined where none is told. */
  readonly run: CheckRun | undefined;
  /** Where it passed: its passes after which the log tells of no change. */
  readonly fresh: readonly CheckRun[];
}

/** Of the artifact, or where it had to be cut, of the manifest. Of sessions that ran beside each other, the one that ran it last. */
const checksOf = ({ artifact, manifest }: ReadArtifact): readonly Told[] => {
  const told = new Map<string, Told>();
  for (const { verification } of artifact?.payload ?? [])
    for (const check of verification?.checks ?? []) {
      const runs = verification?.checks_run ?? [];
      const run = decisive(check, runs);
      const known = told.get(check.id);
      if (known !== undefined && timeOf(run) < timeOf(known.run)) continue;
      const fresh = run?.status === 'passed' ? runs.filter((other) => isFreshPass(other, check)) : [];
      told.set(check.id, { check, run, fresh });
    }
  for (const check of manifest?.checks ?? [])
    if (!told.has(check.id)) told.set(check.id, { check, run: undefined, fresh: [] });
  return [...told.values()];
};

/** By its event: of a wider check where that settled it. Else the last of its own. */
const decisive = (check: Check, runs: readonly CheckRun[]): CheckRun | undefined => {
  const there = runs.filter(({ event_id }) => event_id === check.last_event_id);
  return (
    there.findLast(({ check_id }) => check_id === check.id) ??
    there.findLast(({ status }) => status === check.final) ??
    runs.findLast(({ check_id }) => check_id === check.id)
  );
};

const isFreshPass = ({ check_id, status, freshness }: CheckRun, { id }: Check): boolean =>
  check_id === id && status === 'passed' && freshness.state === 'fresh';

const timeOf = (run: CheckRun | undefined): number => Date.parse(run?.at ?? '') || 0;

/** By the log, and by the times of files. */
const changedAfter = (run: CheckRun | undefined, touched: Manifest['touched']): readonly string[] => {
  if (run === undefined) return [];
  const later = touched.filter(({ at }) => Date.parse(at) > Date.parse(run.at)).map(({ path }) => path);
  return [...new Set(run.freshness.state === 'stale' ? [run.freshness.changed, ...later] : later)];
};

const otherTree = ({ differing }: ReadArtifact, left: readonly string[]): readonly CheckReason[] =>
  differing === null || left.length > 0 ? ['other-tree'] : [];
