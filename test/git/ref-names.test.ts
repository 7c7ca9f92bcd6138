import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ARTIFACTS_PREFIX, artifactIdOf, artifactIdOfRef, isArtifactId } from '../../src/domain/refs.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';

const NAMES = 20_000;

/**
 * What git says of all names in one process: a transaction that would create them and is given up. Git checks each name
 * with the rules of check-ref-format when it is queued, and ends at the first that is none.
 */
const refusedByGit = (repo: TempRepo, names: readonly string[]): string | null => {
  const head = repo.git('rev-parse', 'HEAD');
  const queue = names.map((name) => `create ${ARTIFACTS_PREFIX}${name}\0${head}\0`).join('');
  const input = `start\0${queue}abort\0`;
  const { status, stderr } = spawnSync('git', ['update-ref', '-z', '--stdin'], { cwd: repo.dir, env: repo.env, input });
  return status === 0 ? null : stderr.toString();
};

const part = fc.constantFrom(
  'a',
  'b',
  'y',
  'z',
  'A',
  'Z',
  '0',
  '1',
  '9',
  '.',
  '-',
  '_',
  'ab',
  'c0',
  '..',
  '.lock',
  '.LOCK',
  'x.',
  '.git',
  'HEAD',
);
const foreign = fc.constantFrom('/', '@{', '~', '^', ':', '?', '*', '[', '\\', ' ', 'é', '\u007f', '@', '\n', '//');
const name = fc.array(fc.oneof({ weight: 40, arbitrary: part }, { weight: 1, arbitrary: foreign }), { maxLength: 9 });

it(`git accepts every one of ${NAMES} ids that are accepted`, () => {
  const repo = tempRepo();
  repo.commit('one');
  const made = new Set(
    fc
      .sample(
        name.map((parts) => parts.join('')),
        7 * NAMES,
      )
      .concat('a'.repeat(200)),
  );
  const accepted = [...made].filter(isArtifactId).slice(0, NAMES);
  expect(accepted).toHaveLength(NAMES);
  expect(refusedByGit(repo, accepted)).toBeNull();
  for (const bad of ['a..b', 'a.lock', '.a', 'a b', 'a~b', 'a@{b', 'a.']) {
    expect(refusedByGit(repo, [bad])).toMatch(/invalid ref format|bad name/);
    expect(isArtifactId(bad)).toBe(false);
  }
});

it('a ref of ours and its id go both ways; other refs are none', () => {
  expect(artifactIdOf(`${ARTIFACTS_PREFIX}a.b-c`)).toBe('a.b-c');
  expect(artifactIdOfRef(`${ARTIFACTS_PREFIX}a.b-c`)).toBe('a.b-c');
  for (const bad of [
    'refs/heads/main',
    'refs/opensession/other/x',
    `${ARTIFACTS_PREFIX}a/b`,
    '',
    '-x',
    'a..b',
    'a.LOCK',
  ])
    expect(() => artifactIdOf(bad)).toThrow(expect.objectContaining({ code: 'invalid_artifact_id' }));
});
