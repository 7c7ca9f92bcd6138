import { pinnedHint } from './pinned-hint.ts';
import { namedCommits, pathRule } from './path-rule.ts';
import { byHandHint } from './save-hint.ts';

export const pathDrifted = pathRule({
  code: 'path_drifted',
  description: 'a path that a handoff claims is no longer as it claims, by commits that nobody answers for',
  severity: { default: 'warning', strict: 'error' },
  applies: ({ binding, outcome, ignored }, _, { min_binding }) =>
    ignored === null &&
    outcome !== 'contradicted' &&
    ((binding === 'drifted' && min_binding !== 'drifted') || (binding === 'patch' && min_binding === 'content')),
  message: (path) =>
    `${path.path} is not as claimed${path.commits.length === 0 ? '' : `; changed by ${namedCommits(path)}`}`,
  hint: ({ path, artifacts }, judgement) =>
    `save the handoff again after the last change, or claim your own part: ${byHandHint(path)}${pinnedHint(artifacts, judgement)}`,
});
