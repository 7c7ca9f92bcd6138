import type { Handoff } from '../domain/handoff.ts';
import { coverageLow } from '../rules/coverage-low.ts';

/** What to say of handoffs whose logs were not understood well enough; none when all were. */
export const coverageWarnings = (handoffs: readonly Handoff[]): readonly string[] => [
  ...new Set(handoffs.flatMap((handoff) => coverageLow.check(handoff, { secrets: [] }))),
];
