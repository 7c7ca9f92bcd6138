import type { Check, CheckRun } from '../domain/handoff.ts';
import type { Rule } from './rule.ts';

/**
 * A check of which only masked runs are known: their exit status speaks for another command (`npm test || true`).
 * A run without a mask that passed or failed shows the check; whether that is still fresh, another rule says.
 * Narrow runs of one tool in one place (`npm test -- a.test.js | tail`, again and again) are told together.
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
    const masked = checks
      .filter((check) => check.final === 'unknown' && (check.masked || (runs.get(check.id) ?? []).some(isMasked)))
      .filter((check) => !(runs.get(check.id) ?? []).some((run) => !isMasked(run) && run.status !== 'unknown'));
    return [...Map.groupBy(masked, subjectOf)].map(([subject, all]) => message(subject, all));
  },
};

/** Tool and place: an id ends with its scope in brackets. */
const subjectOf = ({ id }: Check): string => id.split(' [', 1)[0] ?? id;

/** So many commands are named. */
const NAMED = 3;

const message = (subject: string, checks: readonly Check[]): string => {
  const commands = checks.slice(0, NAMED).map(({ command }) => command);
  const [first] = commands;
  if (checks.length === 1) return `The exit status of this check is hidden by the command around it: ${first}`;
  const more = checks.length > NAMED ? ` and ${checks.length - NAMED} more` : '';
  return `The exit status of ${checks.length} checks by ${subject} is hidden by the commands around them: ${commands.join('; ')}${more}`;
};

const isMasked = (run: CheckRun): boolean => run.doubts.some(({ kind }) => kind === 'masked');
