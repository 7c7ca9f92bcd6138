import type { OutsideReason } from '../../domain/binding.ts';
import type { JudgedArtifact, JudgedOutside, Judgement } from '../../domain/judgement.ts';
import type { GateRule } from './gate-rule.ts';

/** A rule for claims of bound artifacts that are not in the change. */
export const outsideRule = (
  rule: Pick<GateRule, 'code' | 'description' | 'severity'> & {
    readonly applies: (outside: JudgedOutside) => boolean;
    readonly hint: (outside: JudgedOutside, artifact: JudgedArtifact, judgement: Judgement) => string;
  },
): GateRule => ({
  code: rule.code,
  description: rule.description,
  severity: rule.severity,
  check: (judgement) =>
    judgement.artifacts
      .filter(({ bound }) => bound)
      .flatMap((artifact) =>
        artifact.outside.filter(rule.applies).map((one) => ({
          message: `${artifact.id} claims ${one.path}, which the change does not hold: ${WORDS[one.reason]}`,
          place: { path: one.path, artifact: artifact.id },
          hint: rule.hint(one, artifact, judgement),
        })),
      ),
});

const WORDS: { readonly [reason in OutsideReason]: string } = {
  'already-in-base': 'the target branch has it already',
  'reverted-later': 'a later commit of the change took it back',
  'left-out': 'it was not committed',
  ignored: 'git ignores it',
  'index-flag': 'a flag in the index hides it from git',
  submodule: 'it lies in a submodule',
  outside: 'it lies outside of the repository',
  'no-effect': 'when the handoff was saved, it was as it had been before the session',
  'other-branch': 'it belongs to another branch',
};
