import { OpenSessionError } from '../../../domain/errors.ts';
import { type EffectivePolicy, type Policy, policyAt, type RequiredCheck } from '../../../domain/policy.ts';
import type { JudgedRerun } from '../../../domain/judgement.ts';
import { outputTail } from '../../../domain/output-tail.ts';
import { hasPassed, type CheckRerun, type JobResult } from '../../../domain/rerun.ts';
import type { OpenChange } from '../../../git/change/open-change.ts';
import type { Rerun } from '../../../judging/judge-checks.ts';
import type { World } from '../../ports.ts';
import { rerunChecks } from './rerun-checks.ts';

export interface RerunAsked {
  /** Run the policy's `rerun` checks here. Never by itself: it runs code of the head. */
  readonly rerun?: boolean | undefined;
  /** What jobs of their own came to that did so; nothing else is taken from them. */
  readonly rerun_results?: readonly JobResult[] | undefined;
}

export interface Reruns {
  readonly judged: readonly Rerun[];
  /** The same for a report, with why each attempt ended as it did. */
  readonly shown: readonly JudgedRerun[];
  /** Those that were run here. */
  readonly told: readonly CheckRerun[];
}

/** @throws usage (a result for a check that the policy does not let run again), git_failed, no_space */
export const rerunsOf = async (
  world: Pick<World, 'isolation' | 'cwd' | 'place'>,
  { change, effective }: { readonly change: OpenChange; readonly effective: EffectivePolicy },
  { rerun, rerun_results = [] }: RerunAsked,
): Promise<Reruns> => {
  const checks = rerunnable(effective.policy);
  const results = resultsOf(checks, rerun_results, policyAt(effective.read_from));
  const ofJobs = results.map(shownOfJob);
  if (rerun !== true || checks.length === 0) return { judged: joined(results), shown: ofJobs, told: [] };
  const isolation = await world.isolation(world.cwd);
  const told = await rerunChecks({ isolation, change, openly: false, tries: 2, home: world.place.home }, checks);
  return { judged: joined([...told.map(judgedOf), ...results]), shown: [...told.map(shownOf), ...ofJobs], told };
};

export const rerunnable = ({ required_checks }: Policy): readonly RequiredCheck[] =>
  required_checks.filter(({ rerun }) => rerun);

/** A job that was cancelled or skipped says nothing. */
const resultsOf = (checks: readonly RequiredCheck[], results: readonly JobResult[], policy: string): readonly Rerun[] =>
  results.flatMap(({ name, result }) => {
    const meant = checks.filter((check) => name === null || check.name === name);
    if (meant.length === 0 && name !== null)
      throw new OpenSessionError(
        'usage',
        `expected a result of a check that ${policy} lets run again (${checks.map((check) => check.name).join(', ') || 'none'}), found ${name}`,
      );
    if (result === 'cancelled' || result === 'skipped') return [];
    return meant.map((check) => ({ name: check.name, passed: [result === 'success'], unisolated: null }));
  });

const judgedOf = ({ name, attempts, unisolated }: CheckRerun): Rerun => ({
  name,
  // where the setup fails the check itself did not: a registry may be down
  passed: attempts.filter(({ ended }) => ended !== 'setup').map(hasPassed),
  unisolated,
});

const shownOf = ({ name, attempts, unisolated, lacking, unseen }: CheckRerun): JudgedRerun => ({
  name,
  by: 'gate',
  attempts: attempts.map((attempt) => {
    const { exit_code, ended, output } = attempt;
    const passed = hasPassed(attempt);
    return { passed, exit_code, ended, output: passed ? '' : outputTail(output) };
  }),
  unisolated,
  lacking,
  unseen,
});

const shownOfJob = ({ name, passed }: Rerun): JudgedRerun => ({
  name,
  by: 'job',
  attempts: passed.map((one) => ({ passed: one, exit_code: null, ended: null, output: '' })),
  unisolated: null,
  lacking: [],
  unseen: [],
});

/** Of one check one: what was isolated before what was not, a failure here and a success there together. */
const joined = (reruns: readonly Rerun[]): readonly Rerun[] => {
  const byName = new Map<string, Rerun>();
  for (const rerun of reruns) {
    const known = byName.get(rerun.name);
    if (known === undefined || known.unisolated !== null) byName.set(rerun.name, rerun);
    else if (rerun.unisolated === null)
      byName.set(rerun.name, { ...rerun, passed: [...known.passed, ...rerun.passed] });
  }
  return [...byName.values()];
};
