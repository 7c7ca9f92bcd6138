import type { JudgedCheck } from '../../domain/judgement.ts';
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
  /** Of the command to run. */
  readonly hint: (check: JudgedCheck, story: RerunStory) => string | null;
  /** It is about running again: what the command said there is told. */
  readonly again?: true;
}): GateRule => ({
  code: rule.code,
  description: rule.description,
  severity: rule.severity,
  check: (judgement, { required_checks }) =>
    judgement.checks
      .filter(({ doubts }) => doubts.some((doubt) => rule.doubts.includes(doubt)))
      .map((check) => ({ check, story: rerunStory(judgement, check) }))
      .map(({ check, story }) => ({
        message: rule.message(check, story),
        place: { check: check.id, ...(check.artifact === null ? {} : { artifact: check.artifact }) },
        // the command of another check is the artifact's text: nobody is told to run that
        hint:
          check.required === null
            ? null
            : (rule.hint === runAgain || rule.hint === runElsewhere) &&
                required_checks.some(({ name, rerun }) => rerun && name === check.required)
              ? 'opensession gate --rerun'
              : rule.hint(check, story),
        ...(rule.again === undefined || story.output === '' ? {} : { output: story.output }),
        ...(check.required === null || check.outcome === 'proved' ? { severity: 'note' as const } : {}),
      })),
});

/** Whatever sessions say of it, later ones are no better. */
export const runElsewhere = (): string =>
  'let CI run it again (rerun = true in .opensession/policy.toml of the target branch): opensession gate --rerun';

/** What a person runs is in no log of an agent. */
export const runAgain = ({ command }: JudgedCheck): string =>
  `let the agent run it alone on the committed tree, and save the handoff again: ${command}`;
