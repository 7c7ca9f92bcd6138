/** The inputs of action.yml. They may ask for more than the policy of the target branch, and for nothing less. */
import { OpenSessionError } from '../domain/errors.ts';
import { toArtifactId } from '../domain/refs.ts';
import type { JobResult } from '../domain/rerun.ts';
import { jobResultOf } from '../engine/gate/rerun/job-result.ts';

export interface Inputs {
  readonly strict: boolean;
  /** null: as the event says. */
  readonly base: string | null;
  readonly head: string | null;
  /** An artifact that has to be there and bound, whether a commit names it or not. */
  readonly artifact: string | null;
  readonly comment: (typeof COMMENTS)[number];
  readonly summary: boolean;
  readonly annotations: boolean;
  /** Paths to write to, from the workspace; null: not written. */
  readonly sarifFile: string | null;
  readonly render: string | null;
  /** Milliseconds; null: as the policy says. */
  readonly waitMs: number | null;
  /** What jobs came to that ran required checks again: `needs.JOB.result`. */
  readonly rerunResults: readonly JobResult[];
  /** The mildest finding that fails the job. */
  readonly failOn: (typeof SEVERITIES)[number];
  /** null: extras that ask GitHub are left out. */
  readonly token: string | null;
}

const COMMENTS = ['off', 'on', 'on-failure'] as const;
const SEVERITIES = ['error', 'warning', 'note'] as const;
/** Seconds: a job is paid by the minute. */
const LONGEST_WAIT = 600;

/** @param input of a name; '' where it is not given. @throws usage, invalid_artifact_id */
export const readInputs = (input: (name: string) => string): Inputs => ({
  strict: flag(input, 'strict', false),
  base: given(input('base')),
  head: given(input('head')),
  artifact: input('artifact') === '' ? null : toArtifactId(input('artifact')),
  comment: oneOf(input, 'comment', COMMENTS),
  summary: flag(input, 'summary', true),
  annotations: flag(input, 'annotations', true),
  sarifFile: given(input('sarif-file')),
  render: given(input('render')),
  waitMs: input('wait') === '' ? null : seconds(input('wait')) * 1000,
  rerunResults: input('rerun-result')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map(jobResultOf),
  failOn: oneOf(input, 'fail-on', SEVERITIES),
  token: given(input('token')),
});

const given = (text: string): string | null => (text === '' ? null : text);

const flag = (input: (name: string) => string, name: string, otherwise: boolean): boolean => {
  const text = input(name).toLowerCase();
  if (text === '') return otherwise;
  if (text !== 'true' && text !== 'false') throw wrong(name, 'true or false', text);
  return text === 'true';
};

/** The first one where nothing is given. */
const oneOf = <T extends string>(input: (name: string) => string, name: string, known: readonly [T, ...T[]]): T => {
  const text = input(name);
  const found = text === '' ? known[0] : known.find((one) => one === text);
  if (found === undefined) throw wrong(name, known.join(', '), text);
  return found;
};

const seconds = (text: string): number => {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= LONGEST_WAIT)) throw wrong('wait', `seconds, 0 to ${LONGEST_WAIT}`, text);
  return value;
};

const wrong = (name: string, expected: string, found: string): OpenSessionError =>
  new OpenSessionError(
    'usage',
    `expected ${expected} as the input ${name}, found ${JSON.stringify(found.slice(0, 80))}`,
  );
