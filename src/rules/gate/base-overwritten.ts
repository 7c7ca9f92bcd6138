import { diffHint } from './git-hint.ts';
import { namedCommits, pathRule } from './path-rule.ts';
import { byHandHint } from './save-hint.ts';

export const baseOverwritten = pathRule({
  code: 'base_overwritten',
  description:
    'a path is as claimed from before what the target branch did to it since, and that cannot be shown to be still there',
  severity: { default: 'warning', strict: 'error' },
  applies: ({ binding }) => binding === 'overwritten',
  message: (path) =>
    `${path.path} is as it was claimed from before what the target branch did to it${path.commits.length === 0 ? '' : `: ${namedCommits(path)}`}; whether that is still there cannot be told`,
  hint: ({ path }, { subject }) =>
    `${diffHint(subject, path)} shows what is lost; once nothing is, answer for it: ${byHandHint(path)}`,
});
