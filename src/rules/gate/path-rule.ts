import type { JudgedPath, Judgement } from '../../domain/judgement.ts';
import type { Policy } from '../../domain/policy.ts';
import type { GateRule } from './gate-rule.ts';

/** A rule that holds something against single paths of the change. */
export const pathRule = (rule: {
  readonly code: string;
  readonly description: string;
  readonly severity: GateRule['severity'];
  readonly applies: (path: JudgedPath, judgement: Judgement, policy: Policy) => boolean;
  readonly message: (path: JudgedPath) => string;
  readonly hint: (path: JudgedPath, judgement: Judgement) => string;
}): GateRule => ({
  code: rule.code,
  description: rule.description,
  severity: rule.severity,
  check: (judgement, policy) =>
    judgement.paths
      .filter((path) => rule.applies(path, judgement, policy))
      .map((path) => ({
        message: rule.message(path),
        place: { path: path.path, ...(path.commits[0] === undefined ? {} : { commit: path.commits[0].oid }) },
        hint: rule.hint(path, judgement),
      })),
});

/** `1234567890ab (Name: subject)` of each commit, the first three. */
export const namedCommits = ({ commits }: JudgedPath): string =>
  commits
    .slice(0, 3)
    .map(({ oid, author, subject }) => `${oid.slice(0, 12)} (${author}: ${subject})`)
    .join(', ');
