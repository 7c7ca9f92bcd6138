import { plainId } from '../../domain/named-artifact.ts';
import { shellWord } from '../../domain/shell-word.ts';
import { outsideRule } from './outside-rule.ts';

export const claimOutsideChange = outsideRule({
  code: 'claim_outside_change',
  description: 'a claim is about a path that this change does not hold',
  severity: { default: 'note', strict: 'note' },
  applies: ({ reason, contradicted }) => reason !== 'left-out' && !contradicted,
  hint: ({ path, reason }, { id }, { subject: { base_tip } }) => {
    const word = shellWord(path);
    if (reason === 'ignored') return `git check-ignore --verbose -- ${word}`;
    if (reason === 'index-flag') return `git update-index --no-skip-worktree --no-assume-unchanged -- ${word}`;
    if (reason === 'already-in-base') return `git log ${base_tip.slice(0, 12)} -- ${word}`;
    if (reason === 'other-branch' || reason === 'no-effect') return `git log --all -- ${word}`;
    // there is nothing to do about it but to look
    return `opensession session handoff artifact show ${shellWord(plainId(id))}`;
  },
});
