/** What pushing and fetching share: a time, and a status that says what is missing. */
import { EXIT, OpenSessionError } from '../domain/errors.ts';
import { LONGEST_COMMAND_MS } from '../domain/longest-command.ts';
import { failureOf } from './failure.ts';

const MAX_SECONDS = LONGEST_COMMAND_MS / 1000;

/** Milliseconds. @throws usage */
export const timeoutOf = (seconds: string | undefined, fallback: number): number => {
  if (seconds === undefined) return fallback * 1000;
  const value = Number(seconds);
  if (/^\d+(?:\.\d+)?$/.test(seconds) && value > 0 && value <= MAX_SECONDS) return Math.round(value * 1000);
  throw new OpenSessionError('usage', `expected --timeout with seconds up to ${MAX_SECONDS}, found ${seconds}`, {
    hint: 'for example --timeout 30',
  });
};

/** As an error's JSON; null for none. */
export const problemJson = (problem: OpenSessionError | null) => (problem === null ? null : failureOf(problem).failure);

/** Of what ended early, else of what was not taken. */
export const statusOf = (problem: OpenSessionError | null, left: 'conflict' | 'findings' | null): number => {
  if (problem !== null) return problem.exitCode;
  return left === null ? EXIT.done : EXIT[left];
};

/** Of a record that was damaged here. */
export const mendedLine = (ref: string, dry = false): string =>
  dry
    ? `${ref} is damaged here, and would be whole again: the remote has it`
    : `${ref} was damaged here, and is whole again: the remote had it`;
