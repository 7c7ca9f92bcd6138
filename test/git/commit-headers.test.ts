import { describe, expect, test } from 'vitest';
import { commitHeaders } from '../../src/git/commit-headers.ts';
import { tempRepo } from '../support/temp-repo.ts';

const TREE = '1'.repeat(40);
const PARENT = '2'.repeat(40);
const OTHER = '3'.repeat(40);

const headers = (...lines: readonly string[]) => commitHeaders(Buffer.from(`${lines.join('\n')}\n\nparent ${OTHER}\n`));

describe('what a commit names before its message', () => {
  test('its tree, its parents, and when it was committed', () => {
    const author = 'author A <a@example.test> 5 +0000';
    expect(
      headers(`tree ${TREE}`, `parent ${PARENT}`, `parent ${OTHER}`, author, 'committer B <b@example.test> 7 -0330'),
    ).toEqual({ tree: TREE, parents: [PARENT, OTHER], time: 7 });
  });

  test.each(['\r', '\u2028', '\u2029', '\v', '\u0085'])('a line ends with a line feed alone: %j', (end) => {
    const author = `author A${end}parent ${OTHER}${end}committer C> 9 +0000${end}B <a@example.test> 5 +0000`;
    const committer = `committer B${end}C <b@example.test> 7 +0000`;
    expect(headers(`tree ${TREE}`, author, committer)).toEqual({ tree: TREE, parents: [], time: 7 });
  });

  test('as git reads them', () => {
    const repo = tempRepo();
    const parent = repo.commit('first');
    const env = { GIT_AUTHOR_NAME: `A\rparent ${OTHER}\rB`, GIT_COMMITTER_DATE: '1234567890 +0000' };
    const id = repo.gitWith({ env }, 'commit-tree', '-p', parent, '-m', 'second', 'HEAD^{tree}');
    const read = commitHeaders(Buffer.from(`${repo.git('cat-file', 'commit', id)}\n`));
    expect(read.parents).toEqual(repo.git('rev-parse', `${id}^@`).split('\n'));
    expect(read).toMatchObject({ tree: repo.git('rev-parse', `${id}^{tree}`), time: 1_234_567_890 });
  });

  test('ids in capitals, as git reads them too', () => {
    const repo = tempRepo();
    const parent = repo.commit('first');
    const tree = repo.git('rev-parse', 'HEAD^{tree}');
    const who = 'A <a@example.test> 5 +0000';
    const text = [`tree ${tree.toUpperCase()}`, `parent ${parent.toUpperCase()}`, `author ${who}`, `committer ${who}`];
    const input = `${text.join('\n')}\n\nsecond\n`;
    const id = repo.gitWith({ input }, 'hash-object', '-w', '-t', 'commit', '--stdin');
    expect(repo.git('rev-parse', `${id}^@`, `${id}^{tree}`).split('\n')).toEqual([parent, tree]);
    expect(commitHeaders(Buffer.from(input))).toEqual({ tree, parents: [parent], time: 5 });
  });

  test('of what is no commit nothing, of what was cut off what is there', () => {
    expect(commitHeaders(Buffer.from(`parent ${PARENT}\ntree ${TREE}\n`))).toEqual({
      tree: '',
      parents: [],
      time: null,
    });
    expect(commitHeaders(Buffer.from(`tree ${TREE}`))).toEqual({ tree: TREE, parents: [], time: null });
    expect(commitHeaders(Buffer.alloc(0))).toEqual({ tree: '', parents: [], time: null });
  });
});
