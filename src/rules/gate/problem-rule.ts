import type { ArtifactProblem } from '../../domain/judgement.ts';
import type { GateRule } from './gate-rule.ts';

/** A rule for what is wrong with an artifact itself. One that is neither named by the change nor bound to it cannot cost it anything. */
export const problemRule = (
  code: ArtifactProblem,
  rule: Pick<GateRule, 'description' | 'severity'> & {
    readonly hint: string | ((artifact: string, sessions: number) => string);
  },
): GateRule => ({
  code,
  description: rule.description,
  severity: rule.severity,
  check: ({ artifacts }) =>
    artifacts.flatMap(({ id, version, named, bound, session_ids, problems }) =>
      problems
        .filter((problem) => problem.code === code)
        .map(({ detail }) => ({
          message: `${id}: ${detail}`,
          place: { artifact: id, commit: version },
          hint: typeof rule.hint === 'string' ? rule.hint : rule.hint(id, session_ids.length),
          ...(named === null && !bound ? { severity: 'note' as const } : {}),
        })),
    ),
});
