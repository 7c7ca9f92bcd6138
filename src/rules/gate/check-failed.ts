import type { GateRule } from './gate-rule.ts';

/** Whoever says so: that a required check fails is a statement against interest. */
export const checkFailed: GateRule = {
  code: 'verification_failed',
  description: 'a required check failed on the tree that is judged',
  severity: { default: 'error', strict: 'error' },
  check: ({ checks }) =>
    checks
      .filter(
        ({ required, outcome, doubts }) =>
          required !== null && outcome === 'contradicted' && !doubts.includes('rerun-mismatch'),
      )
      .map(({ command, id, artifact }) => ({
        message: `${command} failed`,
        place: { check: id, ...(artifact === null ? {} : { artifact }) },
        hint: `make it pass, and save the handoff again: ${command}`,
      })),
};
