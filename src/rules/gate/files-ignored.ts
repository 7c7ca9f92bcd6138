import { diffHint } from './git-hint.ts';
import { pathRule } from './path-rule.ts';

export const filesIgnored = pathRule({
  code: 'files_ignored',
  description:
    'a path needs no claim: the policy ignores it, the target branch marks it as generated, or it is the handoff itself',
  severity: { default: 'note', strict: 'note' },
  applies: ({ binding, ignored }) => ignored !== null && ['unclaimed', 'reversed', 'drifted'].includes(binding),
  message: ({ path, ignored }) => `${path} is not claimed, and need not be (${ignored})`,
  hint: ({ path, ignored }, { subject }) =>
    ignored === 'policy' ? 'opensession gate --explain' : diffHint(subject, path),
});
