import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { witnessChecks } from '../../../src/engine/gate/witness/witness-checks.ts';
import { HAS_SSH, sshKey } from '../../support/keys.ts';
import { tempRepo } from '../../support/temp-repo.ts';
import { type RemoteScene, remoteScene, served, type ServerKind } from './remote-scene.ts';

const KINDS: readonly ServerKind[] = ['file', 'http', 'no-filter', 'protocol-v0', 'protocol-v0-no-filter'];

const work = async (place: RemoteScene): Promise<void> => {
  place.repo.write('a.txt', 'changed\n');
  place.repo.write('deep/er/new.txt', 'new\n');
  await place.save('one', ['a.txt', 'deep/er/new.txt']);
  place.repo.commit('work');
};

describe.each(KINDS)('a remote over %s', (kind) => {
  test('says what the desk says', async () => {
    const place = await remoteScene('ignore = ["*.lock"]\n');
    await work(place);
    place.push();
    const url = (await served(place, kind))(place.base);
    const report = await place.report({ base: { url, ref: 'main' } });
    const desk = await place.judge();
    expect(report).toEqual({
      ...desk,
      subject: { ...desk.subject, base_ref: 'refs/heads/main' },
      subject_digest: report.subject_digest,
    });
    expect(report).toMatchObject({ verdict: 'pass', counts: { unknown: 0 } });
    expect(report.subject).toMatchObject({ policy: expect.stringMatching(/^[0-9a-f]{40}$/) as string });
  });

  test('gives the texts that patches and clean merges are told by', async () => {
    const place = await remoteScene();
    const { repo } = place;
    const lines = (first: string, last: string): string => `${first}\n${'same\n'.repeat(20)}${last}\n`;
    repo.git('checkout', '-q', 'main');
    repo.write('long.txt', lines('first', 'last'));
    repo.write('merged.txt', lines('first', 'last'));
    repo.write('.gitattributes', 'gen/** linguist-generated\n');
    const start = repo.commit('long');
    repo.git('checkout', '-q', '-B', 'work');
    repo.write('long.txt', lines('first', 'agent'));
    await place.save('one', ['long.txt'], { start });
    repo.commit('patched');
    repo.git('checkout', '-q', 'main');
    repo.write('long.txt', lines('main', 'last'));
    repo.commit('main');
    repo.git('checkout', '-q', 'work');
    repo.git('rebase', '-q', 'main');
    repo.write('merged.txt', lines('first', 'agent'));
    repo.write('gen/x.txt', 'generated\n');
    await place.save('two', ['merged.txt'], { start: repo.git('rev-parse', 'HEAD') });
    repo.commit('to be merged');
    repo.git('checkout', '-q', 'main');
    repo.write('merged.txt', lines('main', 'last'));
    repo.commit('main again');
    repo.git('checkout', '-q', 'work');
    repo.git('merge', '-q', '--no-edit', 'main');
    place.push();
    const url = (await served(place, kind))(place.base);
    const report = await place.report({ strict: true, base: { url, ref: 'main' } });
    expect(report.paths).toEqual((await place.judge({ strict: true })).paths);
    expect(report.paths).toMatchObject([
      { path: 'gen/x.txt', ignored: 'generated' },
      { path: 'long.txt', binding: 'patch' },
      { path: 'merged.txt', outcome: 'proved' },
    ]);
  });
});

test.each(KINDS)('a merge base beyond a thousand commits is found over %s', async (kind) => {
  const place = await remoteScene();
  await work(place);
  const commits = Array.from({ length: 1_200 }, (_, at) => {
    const from = at === 0 ? 'from refs/heads/main^0\n' : '';
    return `commit refs/heads/main\ncommitter x <x@x.x> ${1_795_000_000 + at} +0000\ndata 1\nx\n${from}M 100644 inline far.txt\ndata ${String(at).length}\n${at}\n`;
  });
  place.repo.gitWith({ input: commits.join('') }, 'fast-import', '--quiet');
  place.push();
  const url = (await served(place, kind))(place.base);
  const { report, begin } = await place.result({ base: { url, ref: 'main' } });
  expect(begin).toBe(place.start);
  expect(report).toMatchObject({ verdict: 'pass', paths: [{ binding: 'content' }, { binding: 'content' }] });
});

describe('what is asked of the remote', () => {
  test('nothing of the workspace counts: grafts, replacements, a cut-off history, a hostile configuration', async () => {
    const place = await remoteScene();
    await work(place);
    place.push();
    const { repo } = place;
    const head = repo.git('rev-parse', 'HEAD');
    const expected = await place.report();
    repo.git('replace', head, repo.git('rev-parse', 'main'));
    writeFileSync(join(repo.dir, '.git/shallow'), `${head}\n`);
    repo.git('config', `url.file:///nowhere/.insteadOf`, 'file://');
    repo.git('config', 'core.fsmonitor', 'false');
    expect(await place.report({ head: { sha: head } }, { cwd: repo.dir })).toEqual(expected);
  });

  test('the tip of the target now, and the branch that its HEAD names', async () => {
    const place = await remoteScene();
    await work(place);
    place.push();
    place.repo.git('checkout', '-q', 'main');
    place.repo.write('other.txt', 'moved\n');
    const tip = place.repo.commit('main moved');
    place.push();
    place.repo.git('checkout', '-q', 'work');
    const report = await place.report({ base: { url: place.base.url } });
    expect(report).toMatchObject({ verdict: 'pass', subject: { base_tip: tip, base_ref: 'refs/heads/main' } });
  });

  test('a head that is not there, a branch that is not, no full id', async () => {
    const place = await remoteScene();
    await work(place);
    place.push(place.base, 'main');
    await expect(place.result()).rejects.toMatchObject({ code: 'history_incomplete', exitCode: 5 });
    await expect(place.result({ base: { url: place.base.url, ref: 'nope' } })).rejects.toMatchObject({ code: 'usage' });
    await expect(place.result({ head: { sha: 'HEAD' } })).rejects.toMatchObject({ code: 'usage' });
    await expect(place.result({ base: { url: 'ext::sh -c x' } })).rejects.toMatchObject({ code: 'refused' });
  });

  test('a remote whose own history is cut off gives no verdict where that matters', async () => {
    const place = await remoteScene();
    await work(place);
    place.push();
    const cut = place.remote('cut.git');
    cut.git('fetch', '-q', '--depth=1', place.base.url, 'main:main', 'work:work');
    await expect(place.result({ base: { url: cut.url, ref: 'main' } })).rejects.toMatchObject({
      code: 'history_incomplete',
    });
  });

  test('a token goes to the host alone, in a header', async () => {
    const place = await remoteScene();
    await work(place);
    place.push();
    const secret = ['tok', 'en'].join('-');
    const seen = new Set<string | undefined>();
    const { gitHttp } = await import('../../support/git-http.ts');
    const { port } = await gitHttp(join(place.repo.base, 'remotes'), (request, response) => {
      seen.add(request.headers.authorization);
      if (request.headers.authorization !== undefined) return false;
      response.writeHead(401).end();
      return true;
    });
    const url = `http://127.0.0.1:${port}/base.git`;
    await expect(place.result({ base: { url, ref: 'main' } })).rejects.toMatchObject({ code: 'remote_denied' });
    seen.clear();
    expect(await place.report({ base: { url, ref: 'main', token: secret } })).toMatchObject({ verdict: 'pass' });
    const header = (user: string) => `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
    expect([...seen]).toEqual([header('x-access-token')]);
    seen.clear();
    const inUrl = url.replace('//', `//somebody:${secret}@`);
    expect(await place.report({ base: { url: inUrl, ref: 'main' } })).toMatchObject({ verdict: 'pass' });
    expect([...seen]).toEqual([header('somebody')]);
  });
});

/** One way to isolate, or the reason why this machine has none. */
const wayOf = async ({ world }: RemoteScene) => (await world.isolation(world.cwd)).way();

test('required checks are run again on what the remote gives, whose files come for that alone', async () => {
  const place = await remoteScene(
    '[[required_checks]]\nname = "tests"\ncommand = "grep -q agent sub/a.txt"\nrerun = true\n',
  );
  place.repo.write('sub/a.txt', 'agent\n');
  place.repo.commit('work');
  place.push();
  const way = await wayOf(place);
  const { report, reruns } = await place.result({ rerun: true });
  if (way.kind === 'none') expect(reruns).toMatchObject([{ attempts: [], unisolated: way.reason }]);
  else expect(report.checks).toMatchObject([{ outcome: 'proved', basis: 'rerun' }]);
});

test.runIf(HAS_SSH)('what a CI job saw counts where the remote holds its statement', async () => {
  const keys = tempRepo();
  const key = sshKey(keys, 'ci').replace(/\.pub$/, '');
  const place = await remoteScene(
    'ci_principals = ["ci"]\n[[required_checks]]\nname = "tests"\ncommand = "grep -q agent a.txt"\n',
    { '.opensession/allowed_signers': `ci ${readFileSync(`${key}.pub`, 'utf8')}` },
  );
  place.repo.write('a.txt', 'agent\n');
  place.repo.commit('work');
  place.push();
  expect((await place.report()).checks).toMatchObject([{ outcome: 'cannot-tell' }]);
  if ((await wayOf(place)).kind === 'none') return;
  const run = { provider: 'github', id: '17', attempt: '1', job: 'tests', url: null };
  await witnessChecks(place.world, { base: 'main', names: [], key: { path: key }, run, keep: true });
  place.push();
  expect((await place.report()).checks).toMatchObject([{ outcome: 'proved', basis: 'witnessed' }]);
});

test('a tag that is named as the head is judged as the commit that it is about', async () => {
  const place = await remoteScene();
  await work(place);
  place.repo.git('tag', '-a', '-m', 'one', 'v1');
  place.push();
  place.push(place.base, 'refs/tags/*:refs/tags/*');
  const report = await place.report({ head: { sha: place.repo.git('rev-parse', 'v1') } });
  expect({ head: report.subject.head, verdict: report.verdict }).toEqual({
    head: place.repo.git('rev-parse', 'HEAD'),
    verdict: 'pass',
  });
  expect(report.artifacts).toMatchObject([{ bound: true, level: 'exact' }]);
});
