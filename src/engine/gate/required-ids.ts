import { posix } from 'node:path';
import type { RequiredCheck } from '../../domain/policy.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { identifyCheck } from '../../shell/checks/identify-check.ts';
import { parseCommandLine } from '../../shell/parse-command-line.ts';
import type { SessionPlace } from '../../contract/facts.ts';
import { askingScripts } from './asking-scripts.ts';

/**
 * Id of each required check by its name, as a run of it is recorded under, however the session spelled it. Scripts are
 * those of the target branch: the change cannot say what a check is. A line with none or several checks has no id.
 */
export const requiredIds = async (
  change: Pick<OpenChange, 'files'>,
  required: readonly RequiredCheck[],
): Promise<ReadonlyMap<string, string>> =>
  new Map(await askingScripts(change, (script) => required.flatMap((check) => idOf(check, script))));

const idOf = (
  { name, command, cwd }: RequiredCheck,
  script: SessionPlace['script'],
): readonly (readonly [string, string])[] => {
  const checks = parseCommandLine(command).commands.flatMap((simple) => {
    const place = simple.cwd === null || /^(?:\/|~|[A-Za-z]:)/.test(simple.cwd) ? '?' : within(cwd, simple.cwd);
    return identifyCheck(simple, { cwd: place, script }) ?? [];
  });
  // a report of coverage is about the tests before it
  const tests = checks.filter(({ tool }) => !tool.startsWith('coverage report'));
  const [check, ...others] = tests.length > 0 ? tests : checks;
  return check === undefined || others.length > 0 ? [] : [[name, check.identity.id]];
};

/** `.` for the root. */
const within = (cwd: string, dir: string): string => {
  const path = posix.join(cwd, dir);
  return path.replace(/\/$/, '') || '.';
};
