import { posix } from 'node:path';
import type { SessionPlace } from '../../contract/facts.ts';
import type { RequiredCheck } from '../../domain/policy.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { Sought } from '../../judging/runs-of-check.ts';
import { type SimpleCommand, unknownDirectory } from '../../shell/command-line.ts';
import type { IdentifiedCheck } from '../../shell/checks/identified.ts';
import { identifyCheck } from '../../shell/checks/identify-check.ts';
import { unknownVariables } from '../../shell/checks/variables.ts';
import { parseCommandLine } from '../../shell/parse-command-line.ts';
import { prepares } from '../../shell/preparing.ts';
import { askingScripts } from './asking-scripts.ts';

/**
 * What records call each required check, by its name, however the session spelled it. Scripts are those of the target
 * branch: the change cannot say what a check is. A line without a check is in no record but by its words.
 */
export const soughtChecks = async (
  change: Pick<OpenChange, 'files'>,
  required: readonly RequiredCheck[],
): Promise<ReadonlyMap<string, Sought>> =>
  new Map(
    await askingScripts(change, (script) =>
      required.flatMap((check) => {
        const sought = soughtOf(check, script);
        return sought === undefined ? [] : [[check.name, sought] as const];
      }),
    ),
  );

interface CheckCommand {
  readonly simple: SimpleCommand;
  readonly check: IdentifiedCheck;
}

const soughtOf = ({ command, cwd }: RequiredCheck, script: SessionPlace['script']): Sought | undefined => {
  const { commands } = parseCommandLine(command);
  const checks = commands.flatMap((simple): readonly CheckCommand[] => {
    const place =
      simple.cwd === null || /^(?:\/|~|[A-Za-z]:)/.test(simple.cwd)
        ? unknownDirectory(simple)
        : within(cwd, simple.cwd);
    const check = identifyCheck(simple, { cwd: place, script });
    return check === null ? [] : [{ simple, check }];
  });
  if (checks.length === 0) return undefined;
  const [one, ...others] = checks;
  const isMore = commands.some((simple) => !prepares(simple) && !checks.some((known) => known.simple === simple));
  if (one !== undefined && others.length === 0 && !isMore && isTold(one)) {
    const { id, cwd: place } = one.check.identity;
    if (!place.startsWith('?') && unknownVariables(one.simple).length === 0) return { id, words: null };
    if (isSaid(one)) return { id, words: one.simple.text };
  }
  return {
    parts: checks.filter(({ simple }) => simple.verdict.onZero === 'passed').map(({ check }) => check.identity.id),
  };
};

/** Where it passes, the line does; and what it is about is no variable's or other command's to say. */
const isTold = ({ simple, check }: CheckCommand): boolean =>
  simple.verdict.mask !== 'negated' &&
  !(OPEN.test(check.identity.id) && simple.open.some((at) => OPEN.test(simple.argv[at] ?? ''))) &&
  !unknownVariables(simple).some((variable) => OPEN.test(variable));

/** Its own words tell what its id does not: no variable is set before them, and no directory that the id leaves out. */
const isSaid = ({ simple, check }: CheckCommand): boolean => {
  const [alone, ...others] = parseCommandLine(simple.text).commands;
  return (
    others.length === 0 &&
    (alone?.variables ?? []).join('\n') === (simple.variables ?? []).join('\n') &&
    (!check.identity.cwd.startsWith('?') || simple.cwd === alone?.cwd)
  );
};

/** `$A`, `$(a)`; `{}` of what xargs reads. */
const OPEN = /[$`]|\{\}/;

/** `.` for the root. */
const within = (cwd: string, dir: string): string => {
  const path = posix.join(cwd, dir);
  return path.replace(/\/$/, '') || '.';
};
