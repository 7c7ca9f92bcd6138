import type { CheckRun, RedactedText } from './handoff.ts';

/** Where checks ran, by their ids: relative to the root, absolute outside of it, null for what is not known. Those of the root are left out. */
export const checkDirectories = (runs: readonly CheckRun[]): ReadonlyMap<string, RedactedText | null> =>
  new Map(runs.flatMap(({ check_id, cwd }) => (cwd === '.' ? [] : [[check_id, cwd.startsWith('?') ? null : cwd]])));
