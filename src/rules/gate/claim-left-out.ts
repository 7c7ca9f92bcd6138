import { shellWord } from '../../domain/shell-word.ts';
import { outsideRule } from './outside-rule.ts';
import { pinnedHint } from './pinned-hint.ts';
import { saveHint } from './save-hint.ts';

export const claimLeftOut = outsideRule({
  code: 'claim_left_out',
  description: 'a claimed change was not committed',
  severity: { default: 'note', strict: 'error' },
  applies: ({ reason, contradicted }) => reason === 'left-out' && !contradicted,
  // while it lies there a save claims it again
  hint: ({ path }, artifact, judgement) =>
    `git add -- ${shellWord(path)} && git commit; or without it (git stash pop brings it back): git stash push --include-untracked -- ${shellWord(path)}; ${saveHint(artifact)}${pinnedHint([artifact.id], judgement)}`,
});
