/** Runs of checks of a handoff beside those that its session makes. Pure. */
import { asArray, asString, field, isObject } from '../../domain/json.ts';
import { alike, type Field, NOTHING_BESIDE, of, valueAt, within, written } from './departing-field.ts';

export const RUNS = 'verification.checks_run';

interface Run {
  readonly key: string;
  /** What the log alone says of its end. */
  readonly end: string;
  readonly status: string;
}

const runsOf = (handoff: unknown): readonly Run[] =>
  asArray(valueAt(handoff, RUNS)).map((run) => ({
    key: written([field(run, 'event_id') ?? null, field(run, 'command') ?? null]),
    end: written([field(run, 'exit_code') ?? null, field(run, 'at') ?? null]),
    status: asString(field(run, 'status')) ?? '',
  }));

const endOf = ({ key, end }: Run): string => `${key} ${end}`;

const isEnd = (status: string): boolean => status === 'passed' || status === 'failed';

/** A run of the same line in the same event that ended otherwise. Which of a line's parts are checks, scripts decide. */
export const opposed: Field = {
  name: RUNS,
  against: (derived) => {
    const runs = runsOf(derived);
    const known = new Set(runs.map(({ key }) => key));
    const ends = Map.groupBy(runs, endOf);
    return (handoff) =>
      runsOf(handoff).some((run) => {
        const statuses = ends.get(endOf(run))?.map(({ status }) => status);
        if (statuses === undefined) return known.has(run.key);
        return isEnd(run.status) && statuses.some(isEnd) && !statuses.includes(run.status);
      });
  },
};

/** Whether one that does not pass was stale says nothing; of a change to what git ignores the log alone makes it so. */
const withFresh = (handoff: unknown): unknown => ({
  verification: {
    checks: asArray(valueAt(handoff, 'verification.checks')).map((check) => ({
      ...(isObject(check) ? check : {}),
      fresh: field(check, 'final') === 'passed' && field(check, 'stale') === false,
    })),
  },
});

const CHECK = ['id', 'kind', 'command', 'final', 'masked', 'runs', 'last_event_id', 'fresh'] as const;

/** Of each the same, in any order. */
export const checks: readonly Field[] = [
  alike(RUNS, 'event_id', 'command', 'check_id', 'kind', 'status', 'doubts', 'cwd'),
  of(withFresh, alike('verification.checks', ...CHECK)),
];

const amongChecks = of(withFresh, within('verification.checks', ...CHECK));

/** Whether a list of checks holds one that the session does not make. */
export const departsInChecks = (list: readonly unknown[], derived: unknown): boolean =>
  amongChecks.against(derived, NOTHING_BESIDE)({ verification: { checks: list } });
