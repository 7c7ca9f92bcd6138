import type { Candidate } from './candidate.ts';
import type { Step } from './step.ts';

/** What an artifact says of one path, by equal states: its claims, and its links from saved to committed. */
export const stepsOn = (path: string, { claims, links }: Candidate, artifact: number): readonly Step[] =>
  [...claims, ...links]
    .filter((claim) => claim.path === path)
    .map(({ before, after }) => ({ kind: 'artifact', before, after, artifacts: [artifact] }));
