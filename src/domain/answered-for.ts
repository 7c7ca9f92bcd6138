import type { JudgedPath, Trust } from './judgement.ts';

/** Whether somebody whom the target branch knows answers for each step that led to a path's state, not for some step of it. */
export const isAnsweredFor = (
  { outcome, artifacts }: Pick<JudgedPath, 'outcome' | 'artifacts'>,
  trustOf: (artifact: string) => Trust | undefined,
): boolean =>
  outcome === 'proved' &&
  artifacts.length > 0 &&
  artifacts.map(trustOf).every((trust) => trust === 'vouched' || trust === 'witnessed');
