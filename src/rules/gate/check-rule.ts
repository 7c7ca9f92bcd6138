import type { JudgedCheck } from '../../domain/judgement.ts';
import type { Policy, RequiredCheck } from '../../domain/policy.ts';
import type { GateRule } from './gate-rule.ts';
import { type RerunStory, rerunStory } from './rerun-story.ts';

/**
 * A rule that says why a check is not shown to pass. Against a required check that nothing else proves it counts as the
 * rule does; else it is only noted.
 */
export const checkRule = (rule: {
  readonly code: string;
  readonly description: string;
  readonly severity: GateRule['severity'];
  readonly doubts: readonly JudgedCheck['doubts'][number][];
  /** @param story empty where it was not run again */
  readonly message: (check: JudgedCheck, story: RerunStory) => string;
  readonly hint: (check: JudgedCheck, policy: Policy, story: RerunStory) => string;
  /** It is about running again: what the command said there is told. */
  readonly again?: true;
}): GateRule => ({
  code: rule.code,
  description: rule.description,
  severity: rule.severity,
  check: (judgement, policy) =>
    judgement.checks
      .filter(({ doubts }) => doubts.some((doubt) => rule.doubts.includes(doubt)))
      .map((check) => ({ check, story: rerunStory(judgement, check) }))
      .map(({ check, story }) => ({
        message: rule.message(check, story),
        place: { check: check.id, ...(check.artifact === null ? {} : { artifact: check.artifact }) },
        // the command of another check is the artifact's text: nobody is told to run that
        hint: check.required === null ? null : rule.hint(check, policy, story),
        ...(rule.again === undefined || story.output === '' ? {} : { output: story.output }),
        ...(check.required === null || check.outcome === 'proved' ? { severity: 'note' as const } : {}),
      })),
});

/** Whatever sessions say of it, later ones are no better. */
export const runElsewhere = (check: JudgedCheck, policy: Policy): string =>
  requiredIn(check, policy)?.rerun === true
    ? RERUN
    : `let CI run it again (rerun = true in .opensession/policy.toml of the target branch): ${RERUN}`;

/** What a person runs is in no log of an agent; and the command is the policy's, not what an artifact says that it ran. */
export const runAgain = (check: JudgedCheck, policy: Policy): string => {
  const required = requiredIn(check, policy);
  if (required === undefined || required.rerun) return runElsewhere(check, policy);
  if (check.doubts.includes('unrecordable'))
    return `no record tells of all that it does: move what prepares for it into its setup, make each other part a required check, or ${runElsewhere(check, policy)}`;
  return `let the agent run it alone on the committed tree, and save the handoff again: ${required.command}`;
};

const RERUN = 'opensession gate --rerun';

const requiredIn = ({ required }: JudgedCheck, { required_checks }: Policy): RequiredCheck | undefined =>
  required_checks.find(({ name }) => name === required);
