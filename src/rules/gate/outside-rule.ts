import type { OutsideReason } from '../../domain/binding.ts';
import type { JudgedOutside } from '../../domain/judgement.ts';
import type { GateRule } from './gate-rule.ts';
import { pinnedHint } from './pinned-hint.ts';

/** A rule for claims of bound artifacts that are not in the change. */
export const outsideRule = (
  rule: Pick<GateRule, 'code' | 'description' | 'severity'> & {
    readonly applies: (outside: JudgedOutside) => boolean;
    readonly hint: string | null;
    /** The hint is to save again. */
    readonly again?: true;
  },
): GateRule => ({
  code: rule.code,
  description: rule.description,
  severity: rule.severity,
  check: (judgement) =>
    judgement.artifacts
      .filter(({ bound }) => bound)
      .flatMap(({ id, outside }) =>
        outside.filter(rule.applies).map(({ path, reason }) => ({
          message: `${id} claims ${path}, which the change does not hold: ${WORDS[reason]}`,
          place: { path, artifact: id },
          hint: rule.again === true && rule.hint !== null ? `${rule.hint}${pinnedHint([id], judgement)}` : rule.hint,
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
  'no-effect': 'it is as it was before',
  'other-branch': 'it belongs to another branch',
};
