import { expect, test } from 'vitest';
import { commitsFold } from '../../src/contract/commits.ts';
import { foldAll } from '../../src/contract/fold.ts';
import { ATTR } from '../../src/domain/event-attributes.ts';
import { type Drafts, settled, shell } from '../support/events.ts';

const ids = (...drafts: Drafts) => foldAll(commitsFold, settled(...drafts)).map(({ id }) => id);

test.each([
  ['git commit -m x', { exit: 0, output: '[main abc1234] x\n 1 file changed' }, ['abc1234']],
  ['git init && git commit -m x', { exit: 0, output: '[main (root-commit) abc1234] x' }, ['abc1234']],
  ['git -C sub -c a=b commit -m x', { exit: 0 }, [null]],
  ['git add . && git commit -qm x', { exit: 0 }, [null]],
  ['git commit -m x', { exit: 0, attributes: { [ATTR.commit]: 'abcdef12' } }, ['abcdef12']],
  ['git commit -m x', { exit: 1, output: 'nothing to commit' }, []],
  ['git commit -m x', { output: 'nothing to commit' }, []],
  ['git commit --dry-run', { exit: 0 }, []],
  ['git commit -qm x || true', { exit: 0 }, []],
  ['git log --grep commit', { exit: 0, output: '[main abc1234] x' }, []],
  ['echo git commit', { exit: 0 }, []],
])('%s %j', (command, result, expected) => {
  expect(ids(shell(command, result))).toEqual(expected);
});

test('a commit that two records name is one', () => {
  const made = { exit: 0, output: '[main abc1234] x' };
  expect(ids(shell('git commit -m x', made), shell('git commit -m x', made))).toEqual(['abc1234']);
});
