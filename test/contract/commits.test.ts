import { expect, test } from 'vitest';
import { commitsFold } from '../../src/contract/commits.ts';
import { foldAll } from '../../src/contract/fold.ts';
import { ATTR } from '../../src/domain/event-attributes.ts';
import { type Drafts, settled, shell } from '../support/events.ts';

const ids = (...drafts: Drafts) => foldAll(commitsFold, settled(...drafts)).commits.map(({ id }) => id);

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

test('a commit that stands in the place of another says so', () => {
  const { commits } = foldAll(
    commitsFold,
    settled(
      shell('git commit -m x', { exit: 0, output: '[main abc1234] x' }),
      shell('git commit --amend --no-edit', { exit: 0, output: '[main def5678] x' }),
      shell('git commit -qam y && git commit -q --amend --no-edit', { exit: 0 }),
    ),
  );
  expect(commits.map(({ id, amends = false }) => [id, amends])).toEqual([
    ['abc1234', false],
    ['def5678', true],
    [null, false],
    [null, true],
  ]);
});

test.each([
  ['git commit -qm x; git log --oneline -1', { exit: 0 }, 1],
  ['git commit -qm x\ngit commit -qm y; ls', { exit: 0 }, 2],
  ['git commit -qm x && npm test', { exit: 1 }, 1],
  ['git add . && git commit -qm x', { exit: 1 }, undefined],
  ['git commit -qm x || true', { exit: 0 }, 1],
  ['git commit -q --amend --no-edit; ls', { exit: 0 }, undefined],
  ['git commit -m x; ls', { exit: 0, output: '[main abc1234] x' }, undefined],
  ['git commit -m x', { exit: 1 }, undefined],
  ['git commit -m x; ls', { attributes: { [ATTR.noEffect]: true } }, undefined],
  ['git commit -m x; git log', { exit: 0, output: 'nothing to commit, working tree clean\nabc1234 x' }, undefined],
  ['git commit -m x && git push', { exit: 1, output: 'no changes added to commit (use "git add")' }, undefined],
  // what git status says of a tree without changes
  ['git commit -qm x; git status', { exit: 0, output: 'nothing to commit, working tree clean' }, 1],
  ['git commit -m x > log; git status', { exit: 0, output: 'nothing to commit, working tree clean' }, 1],
  ['git commit -m x | tail -1; git status', { exit: 0, output: 'nothing to commit, working tree clean' }, 1],
  ['echo git commit; ls', { exit: 0 }, undefined],
])('of %j %j so many may be made', (command, result, expected) => {
  expect(foldAll(commitsFold, settled(shell(command, result))).untold_commits).toBe(expected);
});
