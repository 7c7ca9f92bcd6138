import type { ArtifactProblem, JudgedArtifact } from '../../domain/judgement.ts';
import type { GateRule } from './gate-rule.ts';

/** A rule for what is wrong with an artifact itself. One that is neither named by the change nor bound to it cannot cost it anything. */
export const problemRule = (
  code: ArtifactProblem,
  rule: Pick<GateRule, 'description' | 'severity'> & {
    readonly hint: string | ((artifact: JudgedArtifact) => string);
  },
): GateRule => ({
  code,
  description: rule.description,
  severity: rule.severity,
  check: ({ artifacts }) =>
    artifacts.flatMap((artifact) =>
      artifact.problems
        .filter((problem) => problem.code === code)
        .map(({ detail }) => ({
          message: `${artifact.id}: ${detail}`,
          place: { artifact: artifact.id, commit: artifact.version },
          hint: typeof rule.hint === 'string' ? rule.hint : rule.hint(artifact),
          ...(artifact.named === null && !artifact.bound ? { severity: 'note' as const } : {}),
        })),
    ),
});
