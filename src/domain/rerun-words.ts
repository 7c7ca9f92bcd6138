/** How runs of checks ended, in words: for reports and for people. */
import type { RerunAttempt, UnseenProgram } from './rerun.ts';

/**
 * Of one attempt, without a capital or a full stop: `exit status 127: a command was not found`. Statuses are those of a
 * POSIX shell; the numbers of signals are Linux's.
 */
export const endingOf = ({ exit_code, ended }: Pick<RerunAttempt, 'exit_code' | 'ended'>): string => {
  if (ended === 'late') return 'ended: it took too long (timeout_seconds)';
  if (ended === 'output') return 'ended: it said too much (64 MiB)';
  const status = exit_code === null ? 'ended by a signal' : statusWords(exit_code);
  return ended === 'setup' ? `its setup failed: ${status}` : status;
};

const statusWords = (code: number): string => {
  const meaning = MEANINGS[code] ?? signalWords(code - FIRST_SIGNAL);
  return `exit status ${code}${meaning === undefined ? '' : `: ${meaning}`}`;
};

/** POSIX, "Exit Status for Commands". */
const MEANINGS: { readonly [code: number]: string } = {
  126: 'a command could not be run',
  127: 'a command was not found',
};

/** A shell tells signal n as 128 + n. */
const FIRST_SIGNAL = 128;

const signalWords = (signal: number): string | undefined =>
  signal > 0 && signal <= LAST_SIGNAL ? `ended by signal ${SIGNALS[signal] ?? signal}` : undefined;

const LAST_SIGNAL = 64;

const SIGNALS: { readonly [signal: number]: string } = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
};

/** Of all attempts, in order; those that ended alike are told once. */
export const endingsOf = (attempts: readonly Pick<RerunAttempt, 'exit_code' | 'ended'>[]): string => {
  const told = attempts.map(endingOf);
  const [first = ''] = told;
  if (told.length > 1 && told.every((one) => one === first)) return `${first}, ${told.length} times`;
  return told.join(', then ');
};

/** The first of what a checkout lacks, to stand behind other words; '' for nothing. */
export const lackingWords = (lacking: readonly string[]): string =>
  lacking.length === 0 ? '' : `; it lacks ${lacking.slice(0, MOST_NAMED).join(', ')}`;

const MOST_NAMED = 3;

/** `node: /opt/node/bin/node is not seen there, /usr/bin/node was taken` */
export const unseenWords = ({ name, here, there }: UnseenProgram): string =>
  `${name}: ${here} leads out of what is seen there, ${there === null ? 'and nothing else was found' : `${there} was taken`}`;
