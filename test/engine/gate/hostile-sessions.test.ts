/** What anybody who can push may put where a sessions branch is looked for: it costs nobody the verdict. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sessionPaths } from '../../../src/domain/branch/session-path.ts';
import { SESSIONS_REF } from '../../../src/domain/refs.ts';
import { type Remote, type RemoteScene, remoteScene } from './remote-scene.ts';

const scene = async (): Promise<{ readonly place: RemoteScene; readonly hail: string }> => {
  const place = await remoteScene();
  place.repo.write('a.txt', 'changed\n');
  await place.save('honest', ['a.txt']);
  place.repo.commit('work\n\nHandoff: honest');
  place.push();
  const artifact = place.repo.git('cat-file', 'blob', 'refs/opensession/handoff/artifacts/honest:artifact.json');
  const [handoff] = (JSON.parse(artifact) as { payload: readonly { session_id: string }[] }).payload;
  return { place, hail: (await sessionPaths(handoff?.session_id ?? '')).hail };
};

type Plant = (where: {
  readonly git: Remote['git'];
  readonly put: (input: string | Buffer, ...args: string[]) => string;
  readonly path: string;
}) => string;

/** A commit whose tree has this at a path. */
const commitOf = ({ git, put }: Pick<Parameters<Plant>[0], 'git' | 'put'>, path: string, entry: string): string => {
  const [name = '', ...above] = path.split('/').reverse();
  let tree = put(`${entry}\t${name}\n`, 'mktree', '--missing');
  for (const folder of above) tree = put(`040000 tree ${tree}\t${folder}\n`, 'mktree', '--missing');
  return git('commit-tree', '-m', 'session: x', tree);
};

const PLANTS: readonly (readonly [string, Plant])[] = [
  ['a blob in place of the branch', ({ put }) => put('x', 'hash-object', '-w', '--stdin')],
  ['a tree in place of the branch', ({ git }) => git('rev-parse', 'main^{tree}')],
  [
    'a tag in place of the branch',
    ({ git }) => {
      git('tag', '-a', '-m', 'x', 'tagged', 'main');
      return git('rev-parse', 'tagged');
    },
  ],
  [
    'a commit without its tree',
    ({ put }) => {
      const who = 'A <a@example.test> 1 +0000';
      const text = `tree ${'1'.repeat(40)}\nauthor ${who}\ncommitter ${who}\n\nsession: x\n`;
      return put(text, 'hash-object', '-w', '-t', 'commit', '--literally', '--stdin');
    },
  ],
  ['a link', (at) => commitOf(at, at.path, `120000 blob ${at.put('/etc/passwd', 'hash-object', '-w', '--stdin')}`)],
  ['a folder', (at) => commitOf(at, at.path, `040000 tree ${at.git('rev-parse', 'main^{tree}')}`)],
  ['a submodule', (at) => commitOf(at, at.path, `160000 commit ${'1'.repeat(40)}`)],
  ['a file that is missing', (at) => commitOf(at, at.path, `100644 blob ${'1'.repeat(40)}`)],
  [
    'no lines of JSON',
    (at) => commitOf(at, at.path, `100644 blob ${at.put('\0\n\n[[', 'hash-object', '-w', '--stdin')}`),
  ],
  [
    'a file that unpacks to more than is read',
    (at) =>
      commitOf(at, at.path, `100644 blob ${at.put(Buffer.alloc(80 * 1024 * 1024), 'hash-object', '-w', '--stdin')}`),
  ],
];

describe.each(PLANTS)('%s', (_, plant) => {
  const planted = ({ repo }: RemoteScene, remote: Remote, path: string): void => {
    const { dir } = remote;
    const git: Remote['git'] = (...args) => remote.git(...args);
    const put = (input: string | Buffer, ...args: string[]) => repo.gitWith({ cwd: dir, input }, ...args);
    const id = plant({ git, put, path });
    // git lets a branch name commits alone
    const file = join(dir, SESSIONS_REF);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${id}\n`);
  };

  test('in the repository that is merged into', async () => {
    const { place, hail } = await scene();
    planted(place, place.base, hail);
    const report = await place.report();
    expect(report).toMatchObject({ verdict: 'pass', artifacts: [{ id: 'base:honest', bound: true }] });
    expect(report.sessions.filter(({ outcome }) => outcome !== 'cannot-tell')).toEqual([]);
  });

  test('in a fork', async () => {
    const { place, hail } = await scene();
    const fork = place.remote('fork.git');
    place.push(fork);
    place.base.git('update-ref', '-d', 'refs/opensession/handoff/artifacts/honest');
    planted(place, fork, hail);
    const head = { sha: place.repo.git('rev-parse', 'HEAD'), from: { url: fork.url } };
    const report = await place.report({ head });
    expect(report).toMatchObject({ verdict: 'pass', artifacts: [{ id: 'head:honest', bound: true }] });
    expect(report.sessions.filter(({ outcome }) => outcome !== 'cannot-tell')).toEqual([]);
  });
});
