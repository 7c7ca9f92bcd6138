import { describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { gitHttp } from '../../support/git-http.ts';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { type RemoteScene, remoteScene, served } from './remote-scene.ts';

const PREFIX = 'refs/opensession/handoff/artifacts/';

/** Saves what the working tree is, and commits it, naming the artifact if asked to. */
const work = async (place: RemoteScene, { id = 'one', path = 'a.txt', trailer = '' } = {}): Promise<string> => {
  place.repo.write(path, `changed by ${id}\n`);
  const { commit } = await place.save(id, [path], { start: place.repo.git('rev-parse', 'HEAD') });
  place.repo.commit(`work\n\n${trailer.replace('OID', commit ?? '')}`);
  return commit ?? '';
};

describe('a fork', () => {
  const forked = async (): Promise<RemoteScene & { readonly fork: ReturnType<RemoteScene['remote']> }> => {
    const place = await remoteScene();
    const fork = place.remote('fork.git');
    place.push(place.base, 'main');
    return { ...place, fork };
  };

  test('brings its own artifact, under its own name', async () => {
    const place = await forked();
    await work(place);
    place.push(place.fork);
    const head = { sha: place.repo.git('rev-parse', 'HEAD'), from: { url: place.fork.url } };
    const report = await place.report({ head });
    expect(report).toMatchObject({
      verdict: 'pass',
      paths: [{ binding: 'content', artifacts: ['head:one'] }],
      subject: { artifacts: [{ id: 'head:one' }] },
    });
    expect(await place.report({ head, strict: true })).toMatchObject({ verdict: 'pass' });
  });

  test('shadows nothing of the target: both are judged', async () => {
    const place = await forked();
    await work(place, { trailer: 'Handoff: one\n' });
    place.push(place.fork);
    place.push(place.base, `${PREFIX}one`);
    const head = { sha: place.repo.git('rev-parse', 'HEAD'), from: { url: place.fork.url } };
    const { artifacts } = await place.report({ head });
    expect(artifacts).toMatchObject([
      { id: 'base:one', named: 'named', bound: true },
      { id: 'head:one', named: 'named', bound: true },
    ]);
  });

  test('that nobody may read, or that is gone, leaves what the target holds of it to be judged', async () => {
    const place = await forked();
    const { repo } = place;
    await work(place);
    const sha = repo.git('rev-parse', 'HEAD');
    const { port } = await gitHttp(join(repo.base, 'remotes'), ({ url = '' }, response) => {
      response.writeHead(url.startsWith('/busy') ? 503 : 401).end();
      return true;
    });
    const away = [`http://127.0.0.1:${port}/fork.git`, `file://${repo.base}/remotes/gone.git`];
    for (const url of away)
      await expect(place.result({ head: { sha, from: { url } } })).rejects.toMatchObject({
        code: expect.stringMatching(/^remote_(?:denied|unreachable)$/),
      });
    // as a forge keeps it beside its branches
    place.push(place.base, 'work:refs/pull/7/head', `${PREFIX}one`);
    for (const url of away)
      expect(await place.report({ head: { sha, from: { url } } })).toMatchObject({
        verdict: 'pass',
        fork_unread: true,
        artifacts: [{ id: 'base:one', bound: true }],
        findings: [{ code: 'fork_unread', severity: 'warning' }],
      });
    // what may be there a moment later is no reason to judge without it
    const busy = { sha, from: { url: `http://127.0.0.1:${port}/busy.git` } };
    await expect(place.result({ head: busy })).rejects.toMatchObject({ exitCode: 5 });
  });

  test('is asked for what the target has not: also merges of main, and a start that only main has', async () => {
    const place = await forked();
    const { repo } = place;
    const lines = (first: string, last: string): string => `${first}\n${'same\n'.repeat(20)}${last}\n`;
    repo.git('checkout', '-q', 'main');
    repo.write('long.txt', lines('first', 'last'));
    repo.commit('long');
    repo.git('checkout', '-q', '-B', 'work');
    repo.write('long.txt', lines('first', 'agent'));
    await place.save('one', ['long.txt'], { start: repo.git('rev-parse', 'HEAD') });
    repo.commit('agent');
    repo.git('checkout', '-q', 'main');
    repo.write('long.txt', lines('main', 'last'));
    repo.commit('main');
    repo.git('checkout', '-q', 'work');
    repo.git('merge', '-q', '--no-edit', 'main');
    repo.git('checkout', '-q', 'main');
    repo.write('b.txt', 'main again\n');
    repo.commit('main again');
    place.push(place.base, 'main');
    repo.git('checkout', '-q', 'work');
    place.push(place.fork, 'work', `${PREFIX}*:${PREFIX}*`);
    const head = { sha: repo.git('rev-parse', 'HEAD'), from: { url: place.fork.url } };
    const report = await place.report({ head, strict: true });
    expect(report.paths).toEqual((await place.judge({ strict: true })).paths.map(ofFork));
    expect(report.verdict).toBe('pass');
  });

  const ofFork = <T extends { readonly artifacts: readonly string[] }>(path: T): T => ({
    ...path,
    artifacts: path.artifacts.map((id) => id.replace('base:', 'head:')),
  });
});

describe('a version that the change pins', () => {
  const pinned = async (): Promise<RemoteScene & { readonly pin: string }> => {
    const place = await remoteScene();
    const pin = await work(place, { trailer: 'Handoff: one@OID\n' });
    return { ...place, pin };
  };

  test('is judged where later ones are at the tip, also twenty of them', async () => {
    const place = await pinned();
    const { repo } = place;
    for (let turn = 0; turn < 20; turn++) {
      repo.write('b.txt', `later ${turn}\n`);
      await place.save('one', ['b.txt']);
    }
    repo.git('checkout', '-q', '.');
    place.push();
    const expected = { verdict: 'pass', artifacts: [{ version: place.pin, named: 'pinned', problems: [] }] };
    expect(await place.report()).toMatchObject(expected);
    expect(await place.judge()).toMatchObject(expected);
  });

  test('and is no longer in the history of its ref is judged all the same, and told', async () => {
    const place = await pinned();
    const { repo } = place;
    place.push();
    repo.git('update-ref', '-d', `${PREFIX}one`);
    repo.write('b.txt', 'other\n');
    await place.save('one', ['b.txt']);
    repo.git('checkout', '-q', '.');
    place.push();
    for (const report of [await place.report(), await place.judge()]) {
      expect(report.artifacts).toMatchObject([{ version: place.pin, bound: true, level: 'exact' }]);
      expect(report.findings.map(({ code }) => code)).toContain('artifact_rewritten');
    }
  });
});

describe('what is not there yet', () => {
  test('is waited for, and judged when it comes', async () => {
    const place = await remoteScene();
    await work(place, { trailer: 'Handoff: one\n' });
    place.push(place.base, 'refs/heads/*');
    const pauses: number[] = [];
    const pause = async (ms: number): Promise<void> => {
      if (pauses.push(ms) === 3) place.push();
    };
    const { report, waited_seconds, lacks } = await place.result({}, { pause });
    expect(report).toMatchObject({ verdict: 'pass', artifacts: [{ id: 'base:one', bound: true }] });
    expect({ pauses, waited_seconds, lacks }).toEqual({ pauses: [1000, 2000, 3000], waited_seconds: 6, lacks: false });
  });

  test.each([
    [{ strict: false }, 30],
    [{ strict: true }, 60],
    [{ strict: true, waitSeconds: 7 }, 7],
    [{ strict: false, waitSeconds: 0 }, 0],
  ] as const)('and never comes is told after the time that holds: %j', async (how, seconds) => {
    const place = await remoteScene();
    await work(place, { trailer: 'Handoff: one\n' });
    place.push(place.base, 'refs/heads/*');
    let waited = 0;
    const pause = async (ms: number): Promise<void> => void (waited += ms);
    const { report, waited_seconds, lacks } = await place.result(how, { pause });
    expect({ waited, waited_seconds, lacks }).toEqual({ waited: seconds * 1000, waited_seconds: seconds, lacks: true });
    expect(report.findings.map(({ code }) => code)).toContain('artifact_named_missing');
  });

  test('because the policy asks for one: the same; because nobody asks for any: not at all', async () => {
    let waited = 0;
    const pause = async (ms: number): Promise<void> => void (waited += ms);
    const asked = await remoteScene('require = "always"\n');
    asked.repo.write('a.txt', 'person\n');
    asked.repo.commit('person');
    asked.push();
    expect(await asked.result({}, { pause })).toMatchObject({ waited_seconds: 30, lacks: true });
    const free = await remoteScene();
    free.repo.write('a.txt', 'person\n');
    free.repo.commit('person');
    free.push();
    waited = 0;
    expect(await free.result({}, { pause })).toMatchObject({ waited_seconds: 0, lacks: false });
    expect(waited).toBe(0);
  });

  test('and is named by who runs the gate', async () => {
    const place = await remoteScene();
    await work(place);
    place.push();
    const named = {
      artifacts: ['one', 'two'],
      waitSeconds: 0,
    };
    const report = await place.report(named);
    expect(report.artifacts).toMatchObject([
      { id: 'base:one', named: 'named' },
      { id: 'base:two', named: 'named' },
    ]);
    expect(report.findings.map(({ code }) => code)).not.toContain('artifact_named_missing');
    expect(report.findings.filter(({ code }) => code === 'artifact_unbound')).toMatchObject([
      { severity: 'error', place: { artifact: 'base:two' } },
    ]);
    expect(report.subject.asked).toEqual(['one', 'two']);
  });
});

test('an artifact that only the archive has is found, last', async () => {
  const place = await remoteScene();
  const commit = await work(place);
  const store = await place.world.store(place.repo.dir);
  await store.archive.fold([{ id: toArtifactId('one'), commit }]);
  await place.save('other', ['b.txt']);
  place.push();
  expect(place.base.git('for-each-ref', '--format=%(refname)', PREFIX)).toBe(`${PREFIX}other`);
  for (const kind of ['file', 'protocol-v0-no-filter'] as const) {
    const url = (await served(place, kind))(place.base);
    const report = await place.report({ base: { url, ref: 'main' } });
    expect(report).toMatchObject({ verdict: 'pass', paths: [{ binding: 'content', artifacts: ['base:one'] }] });
    expect(report.artifacts.find(({ bound }) => bound)).toMatchObject({ version: commit });
  }
});

test('what is moved or deleted between the list and the reading is judged as it was listed', async () => {
  const place = await remoteScene();
  const commit = await work(place);
  await work(place, { id: 'two', path: 'b.txt' });
  place.push();
  let lists = 0;
  const { port, requests } = await gitHttp(join(place.repo.base, 'remotes'), (request) => {
    // the first look is answered when the second talk begins
    if (request.method === 'GET' && ++lists === 2) {
      place.base.git('update-ref', `${PREFIX}one`, place.base.git('rev-parse', 'main'));
      place.base.git('update-ref', '-d', `${PREFIX}two`);
    }
    return false;
  });
  const report = await place.report({ base: { url: `http://127.0.0.1:${port}/base.git`, ref: 'main' } });
  expect(report).toMatchObject({ verdict: 'pass', paths: [{ binding: 'content' }, { binding: 'content' }] });
  expect(report.subject.artifacts).toContainEqual({ id: 'base:one', version: commit });
  expect(requests.length).toBeGreaterThan(4);
});

test('others are not even listed when what is named explains every path', async () => {
  const place = await remoteScene();
  await work(place, { trailer: 'Handoff: one\n' });
  await work(place, { id: 'two', path: 'b.txt', trailer: 'Handoff: two\n' });
  await place.save('three', ['a.txt', 'b.txt']);
  place.push();
  expect((await place.report()).artifacts.map(({ id }) => id)).toEqual(['base:one', 'base:two']);
});
