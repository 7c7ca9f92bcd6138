import { posix } from 'node:path';
import type { RequiredCheck } from '../../domain/policy.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { identifyCheck } from '../../shell/checks/identify-check.ts';
import { parseCommandLine } from '../../shell/parse-command-line.ts';
import { scriptsIn } from '../script-table.ts';

/** Scripts that name scripts of other directories: files are asked for as they are met, so many times. */
const MAX_ROUNDS = 5;

/**
 * Id of each required check by its name, as a run of it is recorded under, however the session spelled it. Scripts are
 * those of the target branch: the change cannot say what a check is. A line with none or several checks has no id.
 */
export const requiredIds = async (
  change: Pick<OpenChange, 'files'>,
  required: readonly RequiredCheck[],
): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string | undefined>();
  for (let round = 0; ; round++) {
    const unread = new Set<string>();
    const script = scriptsIn((path) => {
      if (!texts.has(path)) unread.add(path);
      return texts.get(path);
    });
    const ids = new Map(required.flatMap((check) => idOf(check, script)));
    const paths = [...unread];
    if (paths.length === 0 || round === MAX_ROUNDS) return ids;
    for (const [index, file] of (await change.files(paths)).entries()) texts.set(paths[index] ?? '', file?.text);
  }
};

const idOf = (
  { name, command, cwd }: RequiredCheck,
  script: ReturnType<typeof scriptsIn>,
): readonly (readonly [string, string])[] => {
  const checks = parseCommandLine(command).commands.flatMap((simple) => {
    const place = simple.cwd === null || /^(?:\/|~|[A-Za-z]:)/.test(simple.cwd) ? '?' : within(cwd, simple.cwd);
    return identifyCheck(simple, { cwd: place, script }) ?? [];
  });
  const [check] = checks;
  return check === undefined || checks.length > 1 ? [] : [[name, check.identity.id]];
};

/** `.` for the root. */
const within = (cwd: string, dir: string): string => {
  const path = posix.join(cwd, dir);
  return path.replace(/\/$/, '') || '.';
};
