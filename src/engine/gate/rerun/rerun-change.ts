import { OpenSessionError } from '../../../domain/errors.ts';
import { policyAt, type RequiredCheck } from '../../../domain/policy.ts';
import { type CheckRerun, hasPassed } from '../../../domain/rerun.ts';
import type { ChangeRequest } from '../../../git/change/open-change.ts';
import type { World } from '../../ports.ts';
import { basePolicy } from '../base-policy.ts';
import { rerunChecks } from './rerun-checks.ts';
import { rerunnable } from './reruns-of.ts';

export interface RerunRequest extends ChangeRequest {
  /** Names of required checks; empty: all that the policy lets run again. */
  readonly names: readonly string[];
  /** Without isolation: for a job that has nothing to lose, of which only the conclusion is used. */
  readonly openly: boolean;
}

export interface RerunResult {
  readonly head: string;
  readonly base_tip: string;
  readonly policy: string | null;
  readonly checks: readonly (CheckRerun & { readonly outcome: RerunOutcome })[];
}

/** flaky: it failed, and passed then. */
export type RerunOutcome = 'passed' | 'failed' | 'flaky' | 'unisolated' | 'unprepared';

/**
 * Runs checks of the target branch's policy on a clean checkout of the head: what the job does whose conclusion a gate is
 * told. Judges no handoff.
 * @throws usage, config_invalid, not_a_repository, git_failed, no_space
 */
export const rerunChange = (
  world: Pick<World, 'change' | 'isolation' | 'cwd' | 'place'>,
  { base, head, names, openly }: RerunRequest,
): Promise<RerunResult> =>
  world.change(world.cwd, { base, head }, async (change) => {
    const { effective } = await basePolicy(change, { strict: false });
    const checks = namedChecks(
      rerunnable(effective.policy),
      names,
      `${policyAt(effective.read_from)} lets run again (rerun = true)`,
    );
    const isolation = await world.isolation(world.cwd);
    const reruns = await rerunChecks({ isolation, change, openly, tries: 2, home: world.place.home }, checks);
    return {
      head: change.head,
      base_tip: change.base,
      policy: effective.blob,
      checks: reruns.map((rerun) => ({ ...rerun, outcome: outcomeOf(rerun, openly) })),
    };
  });

const outcomeOf = ({ attempts, unisolated }: CheckRerun, openly: boolean): RerunOutcome => {
  if (unisolated !== null && !openly) return 'unisolated';
  if (attempts.every(({ ended }) => ended === 'setup')) return 'unprepared';
  const passed = attempts.map(hasPassed);
  if (!passed.includes(true)) return 'failed';
  return passed.includes(false) ? 'flaky' : 'passed';
};

/** Those that are named, all if none is. @throws usage */
export const namedChecks = (
  checks: readonly RequiredCheck[],
  names: readonly string[],
  which: string,
): readonly RequiredCheck[] => {
  const unknown = names.find((name) => !checks.some((check) => check.name === name));
  const known = checks.map(({ name }) => name).join(', ') || 'none';
  if (unknown !== undefined || checks.length === 0)
    throw new OpenSessionError(
      'usage',
      `expected a check that ${which}, found ${unknown ?? 'none'}; there are: ${known}`,
      { hint: 'opensession gate --explain shows the policy' },
    );
  return names.length === 0 ? checks : checks.filter(({ name }) => names.includes(name));
};
