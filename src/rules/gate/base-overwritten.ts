import { namedCommits, pathRule } from './path-rule.ts';

export const baseOverwritten = pathRule({
  code: 'base_overwritten',
  description: 'a claimed path is as claimed, but what the target branch did to it since is gone',
  severity: { default: 'warning', strict: 'error' },
  applies: ({ binding }) => binding === 'overwritten',
  message: (path) =>
    `${path.path} drops what the target branch changed since${path.commits.length === 0 ? '' : `: ${namedCommits(path)}`}`,
  hint: () => 'merge the target branch again and keep both sides',
});
