import type { JudgedCheck, Judgement } from '../../domain/judgement.ts';
import { endingOf } from '../../domain/rerun-words.ts';
import { runAgain } from './check-rule.ts';
import type { GateRule } from './gate-rule.ts';

/** Whoever says so: that a required check fails is a statement against interest. */
export const checkFailed: GateRule = {
  code: 'verification_failed',
  description: 'a required check failed on the tree that is judged',
  severity: { default: 'error', strict: 'error' },
  check: ({ checks, witnesses }, policy) =>
    checks
      .filter(
        ({ required, outcome, doubts }) =>
          required !== null && outcome === 'contradicted' && !doubts.includes('rerun-mismatch'),
      )
      .map((check) => ({
        message: `${check.command} failed${seenBy(witnesses, check)}`,
        place: { check: check.id, ...(check.artifact === null ? {} : { artifact: check.artifact }) },
        // no handoff outweighs what a job saw
        hint: `make it pass; ${check.basis === 'witnessed' ? `the job sees the next head: ${check.command}` : runAgain(check, policy)}`,
      })),
};

/** A statement holds no output: whoever reads it finds that in the log of the job. */
const seenBy = (witnesses: Judgement['witnesses'], { required, basis }: JudgedCheck): string => {
  if (basis !== 'witnessed') return '';
  for (const { checks, by, run } of witnesses)
    for (const { name, exit_code } of checks)
      if (name === required && exit_code !== 0) {
        const how = exit_code === null ? 'it was ended' : endingOf({ exit_code, ended: null });
        return `: ${how}, as ${by ?? 'a job'} saw it (run ${run?.url ?? run?.id ?? '?'})`;
      }
  return '';
};
