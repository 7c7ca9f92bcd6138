/** The pure decisions of the Action. */
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedChange } from '../../src/action/asked-change.ts';
import { programsOnPath, refuseForeign } from '../../src/action/refuse-foreign.ts';
import { type PostedComment, planComment, upsertComment } from '../../src/action/sticky-comment.ts';
import { whyNot } from '../../src/action/why-not.ts';
import { verdictOf } from '../../src/action/verdict.ts';
import { COMMENT_MARK } from '../../src/formats/gate/comment.ts';
import { tempRepo } from '../support/temp-repo.ts';
import { exampleReport } from '../formats/gate/example-report.ts';
import { pullRequest } from './action-job.ts';

const HEAD = 'a'.repeat(40);
const URL = 'https://github.example/owner/name.git';

describe('a change that an event asks for', () => {
  const asked = (payload: object, name = 'pull_request', inputs: { base?: string; head?: string } = {}) =>
    askedChange({ name, payload, base: inputs.base ?? null, head: inputs.head ?? null });

  test('says who asks', () => {
    expect(asked(pullRequest(URL, HEAD))).toEqual({
      base: { url: URL, ref: 'refs/heads/main', commit: null },
      head: { url: URL, at: HEAD },
      pull: { number: 7, author: 'author' },
    });
    expect(asked(pullRequest(URL, HEAD), 'pull_request_target')).toEqual(asked(pullRequest(URL, HEAD)));
  });

  test.each(['HEAD', 'main', 'A'.repeat(40), 'a'.repeat(41), '--upload-pack=x', ''])('%j is no head', (head) => {
    expect(() => asked(pullRequest(URL, head))).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
  });

  const HOSTILE = [
    'a b',
    'a..b',
    'a:b',
    '*',
    'a\nb',
    '/a',
    'a/',
    'a.lock',
    'a.lock/b',
    '.a',
    'a//b',
    'a@{1}',
    'refs/tags/x',
    '',
  ];
  test.each(HOSTILE)('%j is no base', (base) => {
    const payload = { repository: { clone_url: URL, default_branch: base }, ref: 'refs/heads/work', after: HEAD };
    expect(() => asked(payload, 'push')).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
  });

  test('what it takes as a branch is one to git', () => {
    const plain = fc.constantFrom('a', 'B', '-', '.', '/', '@', 'é', '한');
    const odd = fc.constantFrom(
      '..',
      '//',
      '@{',
      '{',
      '\\',
      '~',
      '^',
      ':',
      '?',
      '*',
      '[',
      ' ',
      '.lock',
      'refs/heads/',
      '\u007F',
    );
    const name = fc.array(fc.oneof({ weight: 8, arbitrary: plain }, odd), { minLength: 1, maxLength: 6 });
    const names = fc.sample(name, { numRuns: 1000, seed: 7 });
    const taken = new Set<string>();
    for (const name of names.map((parts) => parts.join('').trim())) {
      const repository = { clone_url: URL, default_branch: 'main' };
      try {
        taken.add(asked({ repository, ref: 'refs/heads/work', after: HEAD }, 'push', { base: name })?.base.ref ?? '');
      } catch (error) {
        expect(error).toMatchObject({ code: 'usage' });
      }
    }
    expect(taken.size).toBeGreaterThan(50);
    for (const ref of [...taken].slice(0, 150)) expect(spawnSync('git', ['check-ref-format', ref]).status, ref).toBe(0);
  });

  test('a payload of another shape is refused, whatever it is', () => {
    for (const payload of [null, [], 'x', 7, {}, { repository: null }, { pull_request: { head: 7 } }])
      for (const name of ['pull_request', 'push', 'merge_group', 'workflow_dispatch'])
        expect(() => asked(payload as object, name)).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
  });
});

describe('what an earlier step could have put before the gate', () => {
  const dirs = { GITHUB_WORKSPACE: '/job', RUNNER_WORKSPACE: '/runs', RUNNER_TEMP: '/temp' };

  test.each(['/job/bin/git', '/runs/x/git', '/temp/git', 'git', './bin/git', '/usr/../job/git'])(
    '%s is refused',
    (git) => {
      expect(() => refuseForeign(dirs, ['/usr/bin/ssh', git])).toThrow(
        expect.objectContaining({ code: 'refused' }) as Error,
      );
    },
  );

  test.each(['/usr/bin/git', '/jobs/git', '/opt/homebrew/bin/git'])('%s is not', (git) => {
    expect(refuseForeign(dirs, [git])).toBeUndefined();
  });

  test('the programs are the first ones of the PATH', () => {
    const repo = tempRepo();
    const { dir } = repo;
    repo.write('one/git', '');
    repo.write('two/git', '');
    repo.write('two/ssh-keygen', '');
    repo.write('none/git/x', '');
    const path = (...names: string[]) => ({ PATH: names.map((name) => join(dir, name)).join(delimiter) });
    expect(programsOnPath(path('none', 'one', 'two'))).toEqual([join(dir, 'one/git'), join(dir, 'two/ssh-keygen')]);
    expect(programsOnPath(path('none'))).toEqual([]);
    expect(programsOnPath({})).toEqual([]);
    repo.write('git', '');
    // an empty entry is the directory of the job
    expect(programsOnPath({ PATH: delimiter })).toEqual([]);
  });
});

describe('the plan of a comment', () => {
  const body = `${COMMENT_MARK}\ntext\n`;
  const mine = (id: number, text = body): PostedComment => ({ id, author: 'me', body: text });
  const plan = (posted: readonly PostedComment[], mayCreate = true) =>
    planComment(posted, { login: 'me', body, mayCreate });

  test('first of ours stays, later ones go, those of others are not looked at', () => {
    const other = { ...mine(1), author: 'other' };
    expect(plan([other])).toEqual({ step: { kind: 'create' }, remove: [] });
    expect(plan([other], false)).toEqual({ step: { kind: 'none' }, remove: [] });
    expect(plan([mine(9), other, mine(4, `${COMMENT_MARK}\nold`)])).toEqual({
      step: { kind: 'update', id: 4 },
      remove: [9],
    });
    expect(plan([mine(4), mine(3, 'quoted: <!-- opensession:gate -->')])).toEqual({
      step: { kind: 'none' },
      remove: [],
    });
  });

  test('one is written once, also where GitHub lists it later', async () => {
    const written: string[] = [];
    const none = async () => {};
    const lagging = { login: async () => 'me', list: async () => [], update: async () => true, remove: none };
    await upsertComment({ ...lagging, create: async (text) => void written.push(text) }, { body, mayCreate: true });
    expect(written).toEqual([body]);
  });
});

describe('why an extra is left out', () => {
  const told = (status: number, message: string, more: object = { response: { headers: {} } }) =>
    whyNot(Object.assign(new Error(message), { status, ...more }), 'pull-requests: write');

  test('a permission is named where that is what lacks', () => {
    expect(told(403, 'Resource not accessible by integration')).toContain('`permissions: pull-requests: write`');
    expect(told(404, 'Not Found')).toContain('`permissions: pull-requests: write`');
    for (const message of ['You have exceeded a secondary rate limit', 'Unable to create comment: issue is locked'])
      expect(told(403, message)).toBe(`GitHub said 403: ${message}`);
  });

  test('what never came is nothing that GitHub said', () => {
    expect(told(500, 'connect ECONNREFUSED', {})).toBe('connect ECONNREFUSED');
  });
});

test('a job may fail what the policy lets pass, never the other way round', () => {
  const counts = { ...exampleReport().counts, errors: 0 };
  const of = (verdict: 'pass' | 'fail', failOn: 'error' | 'warning' | 'note', more = {}) =>
    verdictOf({ verdict, counts: { ...counts, ...more } }, failOn);
  expect([of('pass', 'error'), of('pass', 'warning'), of('pass', 'note')]).toEqual(['pass', 'fail', 'fail']);
  expect([of('pass', 'warning', { warnings: 0 }), of('pass', 'note', { warnings: 0 })]).toEqual(['pass', 'fail']);
  expect([of('fail', 'error'), of('fail', 'warning', { warnings: 0 })]).toEqual(['fail', 'fail']);
});
