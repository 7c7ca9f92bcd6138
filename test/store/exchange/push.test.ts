import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { GRAVEYARD, PREFIX, contentsOf, origin } from '../../support/clones.ts';

const tipsOf = (at: { git(...args: string[]): string }): Record<string, string> =>
  Object.fromEntries(
    at
      .git('for-each-ref', '--format=%(refname) %(objectname)', PREFIX)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.slice(PREFIX.length).split(' ')),
  );

const queueOf = (dir: string): unknown[] => {
  const path = join(dir, '.git/opensession/push-queue.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { entries: unknown[] }).entries : [];
};

describe('push', () => {
  it.each(['sha1', 'sha256'] as const)('sends exactly the refs of artifacts, once (%s)', async (format) => {
    const remote = origin(format);
    const here = await remote.clone();
    writeFileSync(join(here.dir, 'secret.txt'), 'private');
    here.git('add', '--all');
    here.git('commit', '--quiet', '-m', 'private');
    here.git('tag', 'v1');
    const [one, two] = [await here.save('one', 'a'), await here.save('two', 'a')];
    const config = readFileSync(join(here.dir, '.git/config'), 'utf8');
    const first = await here.push();
    expect(first.problem).toBeNull();
    expect(first.sent).toEqual([
      { artifact_id: 'one', from: null, to: one },
      { artifact_id: 'two', from: null, to: two },
    ]);
    expect(remote.git('for-each-ref', '--format=%(refname)').split('\n')).toEqual([`${PREFIX}one`, `${PREFIX}two`]);
    expect(remote.git('rev-list', '--all', '--count')).toBe('2');
    const again = await here.push();
    expect({ sent: again.sent, same: again.same, queued: again.queued }).toEqual({
      sent: [],
      same: ['one', 'two'],
      queued: 0,
    });
    expect(readFileSync(join(here.dir, '.git/config'), 'utf8')).toBe(config);
    expect(here.git('for-each-ref', '--format=%(refname)', 'refs/remotes')).toBe('');
    expect(readdirSync(join(here.dir, '.git/opensession'))).toEqual(['known-there.json', 'push-queue.json']);
    expect(queueOf(here.dir)).toEqual([]);
  });

  it('is content where a push that was killed brings the same to its end meanwhile', async () => {
    const remote = origin();
    const here = await remote.clone();
    await here.save('one', 'a');
    await here.push();
    const commit = await here.save('one', 'b');
    // what another push of the same was about to do, done between our look at the remote and its answer
    const hook = join(remote.dir, 'hooks/update');
    mkdirSync(dirname(hook), { recursive: true });
    writeFileSync(hook, '#!/bin/sh\nrm "$0" && git update-ref "$1" "$3"\n', { mode: 0o755 });
    const { kept, queued, problem } = await here.push();
    expect({ kept, queued, problem }).toEqual({ kept: [], queued: 0, problem: null });
    expect(existsSync(hook)).toBe(false);
    expect(tipsOf(remote)).toEqual({ one: commit });
  });

  it('names the ref of the remote below which nothing else can be, and sends the others', async () => {
    const remote = origin();
    const here = await remote.clone();
    await here.save('a', 'a');
    await here.push();
    remote.git('update-ref', `${PREFIX}b/c`, `${PREFIX}a`);
    await here.save('b', 'b');
    await here.save('c', 'c');
    const { sent, kept, queued } = await here.push();
    expect(sent.map(({ artifact_id }) => artifact_id)).toEqual(['c']);
    expect(kept).toEqual([expect.objectContaining({ artifact_id: 'b', reason: 'moved' })]);
    expect(kept[0]?.detail).toContain(`${PREFIX}b/c`);
    expect(queued).toBe(1);
    remote.git('update-ref', '-d', `${PREFIX}b/c`);
    expect(await here.push()).toMatchObject({ kept: [], queued: 0, sent: [{ artifact_id: 'b' }] });
  });

  it('takes in no version of another artifact, even one that is here', async () => {
    const remote = origin();
    const here = await remote.clone();
    const other = await here.save('other', 'a');
    await here.push();
    remote.git('update-ref', `${PREFIX}one`, other);
    const { refused } = await here.fetch();
    expect(refused).toMatchObject([{ artifact_id: 'one', reason: expect.stringContaining('is no version of') }]);
  });

  it('sends those that are named, and says which is not there', async () => {
    const remote = origin();
    const here = await remote.clone();
    for (const id of ['one', 'two']) await here.save(id, 'a');
    await here.push('two');
    expect(Object.keys(tipsOf(remote))).toEqual(['two']);
    await expect(here.push('three')).rejects.toMatchObject({ code: 'artifact_not_found', exitCode: 3 });
  });

  it('never sends what is no version of an artifact: a ref may name the user’s own history', async () => {
    const remote = origin();
    const here = await remote.clone();
    here.git('commit', '--quiet', '--allow-empty', '-m', 'private');
    here.git('update-ref', `${PREFIX}leak`, 'HEAD');
    await here.save('one', 'a');
    const { sent, kept } = await here.push();
    expect(sent.map(({ artifact_id }) => artifact_id)).toEqual(['one']);
    expect(kept).toMatchObject([{ artifact_id: 'leak', reason: 'foreign' }]);
    expect((await here.push('leak')).kept).toMatchObject([{ artifact_id: 'leak', reason: 'no_artifact' }]);
    expect(Object.keys(tipsOf(remote))).toEqual(['one']);
  });

  it('tells of a symbolic ref how it is taken away, and not what it names', async () => {
    const remote = origin();
    const here = await remote.clone();
    here.git('commit', '--quiet', '--allow-empty', '-m', 'private');
    here.git('symbolic-ref', `${PREFIX}link`, 'refs/heads/main');
    const { kept } = await here.push();
    expect(kept).toMatchObject([{ artifact_id: 'link', reason: 'foreign' }]);
    const [command = 'false'] = /git update-ref .*$/.exec(kept[0]?.detail ?? '') ?? [];
    execFileSync('sh', ['-c', command], { cwd: here.dir, env: here.env });
    expect(here.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect((await here.push()).kept).toEqual([]);
  });

  it('to a remote of another object format says so, and not that it broke off', async () => {
    const [sha1, sha256] = [origin(), origin('sha256')];
    const here = await sha256.clone({ address: `file://${sha1.dir}` });
    sha1.git('update-ref', 'refs/heads/main', sha1.git('commit-tree', '-m', 'one', sha1.git('mktree', '--missing')));
    await here.save('one', 'a');
    expect((await here.push()).problem).toMatchObject({ code: 'remote_rejected' });
  });

  it('sends nothing below which is the user’s own history, or that is no artifact', async () => {
    const remote = origin();
    const here = await remote.clone();
    const good = await here.save('one', 'a');
    here.git('commit', '--quiet', '--allow-empty', '-m', 'private');
    const message = here.git('log', '-1', '--format=%B', good);
    here.git('update-ref', `${PREFIX}one`, here.git('commit-tree', '-p', 'HEAD', '-m', message, `${good}^{tree}`));
    const two = await here.save('two', 'a');
    writeFileSync(join(here.dir, 'hi'), '"hi"');
    const blob = here.git('hash-object', '-w', 'hi');
    here.git('update-index', '--add', '--cacheinfo', `100644,${blob},artifact.json`);
    const about = here.git('log', '-1', '--format=%B', two);
    here.git('update-ref', `${PREFIX}two`, here.git('commit-tree', '-m', about, here.git('write-tree')));
    await here.save('three', 'a');
    const { sent, kept, queued } = await here.push();
    expect(sent.map(({ artifact_id }) => artifact_id)).toEqual(['three']);
    expect(kept).toMatchObject(['one', 'two'].map((artifact_id) => ({ artifact_id, reason: 'no_artifact' })));
    expect(queued).toBe(0);
    expect(Object.keys(tipsOf(remote))).toEqual(['three']);
  });

  it('nor where a version names it in capitals, which git follows', async () => {
    const remote = origin();
    const here = await remote.clone();
    const good = await here.save('one', 'a');
    here.git('commit', '--quiet', '--allow-empty', '-m', 'private');
    const below = here.git('rev-parse', 'HEAD').toUpperCase();
    const input = `${here.git('cat-file', 'commit', good).replace('\n', `\nparent ${below}\n`)}\n`;
    const write = ['hash-object', '-w', '-t', 'commit', '--stdin'];
    const id = execFileSync('git', write, { cwd: here.dir, env: here.env, input, encoding: 'utf8' }).trim();
    here.git('update-ref', `${PREFIX}one`, id);
    expect(await here.push()).toMatchObject({ sent: [], kept: [{ artifact_id: 'one', reason: 'no_artifact' }] });
    expect(() => remote.git('cat-file', '-e', below)).toThrow();
  });

  it('puts ours on top of what somebody else added, and loses no version of either', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'base');
    await a.push();
    await b.fetch();
    await a.save('one', 'a1');
    await a.save('one', 'a2');
    await b.save('one', 'b1');
    const mine = contentsOf(b, `${PREFIX}one`);
    const theirs = contentsOf(a, `${PREFIX}one`);
    await a.push();
    const pushed = await b.push();
    expect({ problem: pushed.problem, kept: pushed.kept, queued: pushed.queued }).toEqual({
      problem: null,
      kept: [],
      queued: 0,
    });
    expect(pushed.joined).toMatchObject([{ artifact_id: 'one', is: 'joined' }]);
    await a.fetch();
    expect(tipsOf(a)).toEqual(tipsOf(remote));
    expect(tipsOf(b)).toEqual(tipsOf(remote));
    expect(new Set(contentsOf(a, `${PREFIX}one`))).toEqual(new Set([...mine, ...theirs]));
    expect(a.git('rev-parse', `${PREFIX}one:artifact.json`)).toBe(mine[0]);
  });

  it('brings in what is newer there instead of going back', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'base');
    await a.push();
    await b.fetch();
    const newer = await a.save('one', 'a1');
    await a.push();
    const { sent, same, problem } = await b.push();
    expect({ sent, same, problem }).toEqual({ sent: [], same: ['one'], problem: null });
    expect(tipsOf(b)).toEqual({ one: newer });
  });

  it('deletes what was removed, with its tombstone, and nobody brings it back', async () => {
    const remote = origin();
    const [a, b, c] = [await remote.clone(), await remote.clone(), await remote.clone()];
    const older = await a.save('one', 'v1');
    await a.save('two', 'v1');
    await a.push();
    await c.fetch();
    const newer = await a.save('one', 'v2');
    await a.push();
    await b.fetch();
    await a.store.remove(toArtifactId('one'), newer);
    const { deleted, problem } = await a.push();
    expect({ deleted, problem }).toEqual({ deleted: [{ artifact_id: 'one', from: newer }], problem: null });
    expect(Object.keys(tipsOf(remote))).toEqual(['two']);
    expect(remote.git('rev-parse', GRAVEYARD)).toBe(a.git('rev-parse', GRAVEYARD));
    // b has the version that was removed, c an older one
    for (const clone of [b, c]) {
      expect((await clone.push()).kept).toMatchObject([{ artifact_id: 'one', reason: 'removed' }]);
      expect(Object.keys(tipsOf(remote))).toEqual(['two']);
    }
    expect((await b.fetch()).dead).toEqual([{ artifact_id: 'one', commit: newer, deleted: false }]);
    expect((await c.fetch({ prune: true })).dead).toEqual([{ artifact_id: 'one', commit: older, deleted: true }]);
    expect(tipsOf(b)['one']).toBe(newer);
    expect(tipsOf(c)['one']).toBeUndefined();
    // a new version of it lives
    const alive = await b.save('one', 'v3');
    await b.push();
    await c.fetch({ prune: true });
    expect(tipsOf(c)['one']).toBe(alive);
  });

  it('does not delete a version that was added after the removal', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    const first = await a.save('one', 'v1');
    await a.push();
    await b.fetch();
    await a.store.remove(toArtifactId('one'), first);
    const added = await b.save('one', 'v2');
    await b.push();
    expect((await a.push()).deleted).toEqual([]);
    await a.fetch();
    expect(tipsOf(a)).toEqual({ one: added });
    expect(tipsOf(remote)).toEqual({ one: added });
  });

  it('what was removed and has a successor is not put on top of it again', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'removed');
    await a.push();
    await b.fetch();
    await a.store.remove(toArtifactId('one'), a.git('rev-parse', `${PREFIX}one`));
    await a.push();
    const next = await a.save('one', 'successor');
    await a.push();
    const old = b.git('rev-parse', `${PREFIX}one`);
    const { joined } = await b.fetch();
    expect(joined).toEqual([{ artifact_id: 'one', ours: old, theirs: next, to: next, is: 'taken' }]);
    expect(await b.push()).toMatchObject({ sent: [], kept: [], same: ['one'] });
    for (const at of [remote, b]) expect(tipsOf(at)).toEqual({ one: next });
    // but what somebody built upon it meanwhile lives
    b.git('update-ref', `${PREFIX}one`, old);
    const grown = await b.save('one', 'grown');
    expect((await b.fetch()).joined).toMatchObject([{ ours: grown, is: 'joined' }]);
  });

  it('joins the removals of two clones', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    for (const id of ['one', 'two', 'three']) await a.save(id, 'v1');
    await a.push();
    await b.fetch();
    const tips = tipsOf(a);
    await a.store.remove(toArtifactId('one'), tips['one'] ?? '');
    await b.store.remove(toArtifactId('two'), tips['two'] ?? '');
    await a.push();
    const { deleted, problem } = await b.push();
    expect({ deleted, problem }).toMatchObject({ deleted: [{ artifact_id: 'two' }], problem: null });
    await a.fetch({ prune: true });
    expect(Object.keys(tipsOf(remote))).toEqual(['three']);
    expect(Object.keys(tipsOf(a))).toEqual(['three']);
    expect(a.git('rev-parse', GRAVEYARD)).toBe(b.git('rev-parse', GRAVEYARD));
  });
});

describe('preview', () => {
  it('names each ref and the bytes, and changes nothing', async () => {
    const remote = origin();
    const here = await remote.clone();
    const one = await here.save('one', 'a');
    await here.push();
    const newer = await here.save('one', 'b');
    const two = await here.save('two', 'a');
    const before = readFileSync(join(here.dir, '.git/opensession/push-queue.json'), 'utf8');
    const preview = await here.previewPush();
    const sizeOf = (...names: string[]): number =>
      names.reduce((sum, name) => sum + Number(here.git('cat-file', '-s', name)), 0);
    const filesAt = (commit: string): string[] =>
      here
        .git('ls-tree', '--name-only', commit)
        .split('\n')
        .map((name) => `${commit}:${name}`);
    // of `two` only what `one` does not bring already
    const shared = new Set(filesAt(newer).map((name) => here.git('rev-parse', name)));
    const own = (commit: string, known: ReadonlySet<string>): string[] =>
      filesAt(commit).filter((name) => !known.has(here.git('rev-parse', name)));
    const there = new Set(filesAt(one).map((name) => here.git('rev-parse', name)));
    expect(preview.outcome.sent).toEqual([
      { artifact_id: 'one', from: one, to: newer },
      { artifact_id: 'two', from: null, to: two },
    ]);
    expect(preview.sizes).toEqual(
      new Map([
        [newer, sizeOf(newer, `${newer}^{tree}`, ...own(newer, there))],
        [two, sizeOf(two, `${two}^{tree}`, ...own(two, new Set([...there, ...shared])))],
      ]),
    );
    expect(preview.bytes).toBeGreaterThan(200);
    expect(tipsOf(remote)).toEqual({ one });
    expect(readFileSync(join(here.dir, '.git/opensession/push-queue.json'), 'utf8')).toBe(before);
  });
});
