import type { Check, CheckRun } from '../domain/handoff.ts';
import type { CheckReason, JudgedCheck } from '../domain/judgement.ts';
import type { ReadArtifact } from './read-artifact.ts';

/** The last run of one check in one artifact, with everything that speaks against it. */
export interface RecordedRun {
  readonly artifact: ReadArtifact;
  readonly check: Pick<Check, 'id' | 'command'>;
  /** Where it ran, within the repository; null where no run is told. */
  readonly cwd: string | null;
  readonly status: Check['final'];
  /** RFC 3339; '' where no run is told. */
  readonly at: string;
  readonly doubts: JudgedCheck['doubts'];
  readonly differing: readonly string[];
}

/**
 * The last run of each check that an artifact tells of. A run is doubted for what its own shell line hides, for changes
 * after it, for changes that git does not show, and if it was on another tree than the head's.
 * @param isInert whether no check depends on a path
 */
export const recordedRuns = (
  read: ReadArtifact,
  isInert: (path: string, read: ReadArtifact) => boolean,
): readonly RecordedRun[] => {
  const runs = (read.artifact?.payload ?? []).flatMap(({ verification }) => verification?.checks_run ?? []);
  const last = new Map<string, CheckRun>();
  for (const run of runs) last.set(run.check_id, run);
  const differing = (read.differing ?? []).filter((path) => !isInert(path, read));
  return checksOf(read).map((check) => {
    const run = last.get(check.id);
    const doubts = new Set<JudgedCheck['doubts'][number]>([
      ...(run?.doubts ?? []).map(({ kind }) => kind),
      ...(isStale(check, run, read) ? (['stale'] as const) : []),
      ...((read.manifest?.hidden.length ?? 0) > 0 ? (['hidden'] as const) : []),
      ...otherTree(read, differing),
    ]);
    return {
      artifact: read,
      check,
      cwd: run?.cwd ?? null,
      status: check.final,
      at: run?.at ?? '',
      doubts: [...doubts],
      differing,
    };
  });
};

/** Of the artifact, or where it had to be cut, of the manifest. */
const checksOf = ({ artifact, manifest }: ReadArtifact): readonly Check[] => {
  const checks = new Map<string, Check>();
  for (const { verification } of artifact?.payload ?? [])
    for (const check of verification?.checks ?? []) checks.set(check.id, check);
  for (const check of manifest?.checks ?? []) if (!checks.has(check.id)) checks.set(check.id, check);
  return [...checks.values()];
};

const isStale = (check: Check, run: CheckRun | undefined, { manifest }: ReadArtifact): boolean =>
  check.stale ||
  run?.freshness.state === 'stale' ||
  (manifest?.touched ?? []).some(({ at }) => run !== undefined && Date.parse(at) > Date.parse(run.at));

const otherTree = ({ differing }: ReadArtifact, left: readonly string[]): readonly CheckReason[] =>
  differing === null || left.length > 0 ? ['other-tree'] : [];
