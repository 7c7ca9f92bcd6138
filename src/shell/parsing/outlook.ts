import type { Verdict } from '../command-line.ts';

/**
 * What the end of the whole line tells of one node of it: the verdict that a command standing there would get. Shapes
 * that pass a status through hand it on; every other shape hands on a masked one.
 */
export type Outlook = Verdict;

export const HONEST: Outlook = { onZero: 'passed', onNonZero: 'failed', mask: null, skippable: false };

/** The status of the node is lost. The outermost reason stays: it is what a reader sees first. */
export const masked = (outlook: Outlook, reason: string): Outlook => ({
  onZero: outlook.onZero === 'not-run' ? 'not-run' : 'unknown',
  onNonZero: outlook.onNonZero === 'not-run' ? 'not-run' : 'unknown',
  mask: outlook.mask ?? reason,
  skippable: outlook.skippable,
});

/** Lost, and it may not have run. */
export const maskedBranch = (outlook: Outlook, reason: string): Outlook => ({
  ...masked(outlook, reason),
  skippable: true,
});

/** One of several of which the first that fails ends all: `&&`, `set -e`, a pipe under pipefail. */
export const chained = (outlook: Outlook): Outlook =>
  outlook.onNonZero === 'failed' ? { ...outlook, onNonZero: 'last-ran' } : outlook;

/** What stands before `||`: a failure of the whole says that it failed, a success says nothing. */
export const rescued = (outlook: Outlook, reason: string): Outlook => ({
  onZero: 'unknown',
  onNonZero: outlook.onNonZero === 'failed' ? 'failed' : 'unknown',
  mask: outlook.mask ?? reason,
  skippable: outlook.skippable,
});

/** What stands after `||`, or the last command of a branch: it may not have run, but a failure of the whole is its own. */
export const optional = (outlook: Outlook, reason: string): Outlook => ({
  onZero: 'unknown',
  onNonZero: outlook.onNonZero,
  mask: outlook.mask ?? reason,
  skippable: true,
});

export const NOT_RUN: Outlook = { onZero: 'not-run', onNonZero: 'not-run', mask: null, skippable: true };
