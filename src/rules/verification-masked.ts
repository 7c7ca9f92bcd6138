import type { CheckRun } from '../domain/handoff.ts';
import type { Rule } from './rule.ts';

/**
 * A check of which only masked runs are known: their exit status speaks for another command (`npm test || true`).
 * A run without a mask that passed or failed shows the check; whether that is still fresh, another rule says.
 */
export const verificationMasked: Rule = {
  code: 'verification_masked',
  severity: 'error',
  description: 'at least one run of each check can say how it ended',
  check: ({ verification: { checks, checks_run } }) => {
    const runs = new Map<string, CheckRun[]>();
    for (const run of checks_run) {
      const list = runs.get(run.check_id);
      if (list === undefined) runs.set(run.check_id, [run]);
      else list.push(run);
    }
    return checks
      .filter((check) => check.final === 'unknown' && (check.masked || (runs.get(check.id) ?? []).some(isMasked)))
      .filter((check) => !(runs.get(check.id) ?? []).some((run) => !isMasked(run) && run.status !== 'unknown'))
      .map(({ command }) => `The exit status of this check is hidden by the command around it: ${command}`);
  },
};

const isMasked = (run: CheckRun): boolean => run.doubts.some(({ kind }) => kind === 'masked');
