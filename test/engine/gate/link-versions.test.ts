import { chmodSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { HAS_SSH, signWith, sshKey } from '../../support/keys.ts';
import { MAIN } from '../../support/run-cli.ts';
import { type Scene, scene } from './gate-scene.ts';

const SCHEMA = join(import.meta.dirname, '../../../src/cli/cli-output.schema.json');
const PREFIX = 'refs/opensession/handoff/artifacts/';

const hook = ({ repo }: Scene, name: string, script: string): void => {
  const path = join(repo.dir, '.git/hooks', name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
};

/** As a person works: minutes before the commit. */
const byHand = ({ repo }: Scene, path: string, text: string): void => {
  repo.write(path, text);
  const before = Date.now() / 1000 - 60;
  utimesSync(join(repo.dir, path), before, before);
};

const OURS = `"${process.execPath}" "${MAIN}" hook`;

/** A formatter that runs before each commit, and our two hooks. */
const hooked = async (): Promise<Scene> => {
  const place = await scene();
  hook(place, 'pre-commit', "sed -i 's/  */ /g' a.txt && git add a.txt");
  hook(place, 'post-commit', `${OURS} post-commit`);
  hook(place, 'post-rewrite', `${OURS} post-rewrite "$@"`);
  return place;
};

const versions = ({ repo }: Scene, id = 'one'): number => Number(repo.git('rev-list', '--count', `${PREFIX}${id}`));

describe('a formatter that runs on the way into the commit', () => {
  test('is linked by the post-commit hook, and the path is explained', async () => {
    const place = await hooked();
    place.repo.write('a.txt', 'agent   wrote\n');
    await place.save('one', ['a.txt']);
    place.repo.commit('work');
    expect(place.repo.git('show', 'HEAD:a.txt')).toBe('agent wrote');
    expect(versions(place)).toBe(2);
    const report = await place.judge({ strict: true });
    expect(report).toMatchObject({ verdict: 'pass', paths: [{ binding: 'patch', artifacts: ['base:one'] }] });
    expect(report.subject.artifacts).toEqual([
      { id: 'base:one', version: place.repo.git('rev-parse', `${PREFIX}one^`) },
    ]);
  });

  test('is not linked where nothing of ours ran: the commit is named', async () => {
    const place = await hooked();
    hook(place, 'post-commit', 'exit 0');
    place.repo.write('a.txt', 'agent   wrote\n');
    await place.save('one', ['a.txt']);
    place.repo.commit('work');
    expect((await place.told({ strict: true })).error).toContain('path_drifted');
  });

  test('what a person changed before the commit is theirs', async () => {
    const place = await hooked();
    hook(place, 'pre-commit', 'exit 0');
    place.repo.write('a.txt', 'agent wrote\n');
    await place.save('one', ['a.txt']);
    byHand(place, 'a.txt', 'a person wrote\n');
    place.repo.commit('work');
    expect(versions(place)).toBe(1);
    expect((await place.told({ strict: true })).error).toContain('path_drifted');
  });

  test('also where the commit is amended; the next save goes on from there', async () => {
    const place = await hooked();
    const { repo } = place;
    repo.write('a.txt', 'agent   wrote\n');
    await place.save('one', ['a.txt']);
    repo.commit('work');
    repo.write('a.txt', 'agent   wrote   more\n');
    await place.save('one', ['a.txt']);
    repo.git('commit', '-q', '-a', '--amend', '-m', 'amended');
    expect(versions(place)).toBe(4);
    expect(await place.judge({ strict: true })).toMatchObject({ verdict: 'pass', paths: [{ binding: 'patch' }] });
  });
});

test.skipIf(!HAS_SSH)('what a person signed is not changed by a link that nobody signed', async () => {
  const place = await hooked();
  const { repo } = place;
  const key = sshKey(repo, 'person');
  repo.git('checkout', '-q', 'main');
  repo.write('.opensession/allowed_signers', `person ${readFileSync(key, 'utf8')}`);
  const start = repo.commit('signers');
  repo.git('checkout', '-q', '-B', 'work');
  signWith(repo, { 'gpg.format': 'ssh', 'user.signingKey': key, 'commit.gpgSign': 'true' });
  repo.write('a.txt', 'agent   wrote\n');
  await place.save('one', ['a.txt'], { start });
  repo.commit('work');
  expect(versions(place)).toBe(2);
  const report = await place.judge({ strict: true });
  expect(report.artifacts).toMatchObject([{ id: 'base:one', trust: 'vouched' }]);
  expect(report.paths).toMatchObject([{ path: 'a.txt', binding: 'drifted' }]);
});

describe('a rebase', () => {
  /** `near`: main changes a line within three of the agent's: git merges both, and their patches have another context. */
  const rebased = async (near: boolean): Promise<Scene> => {
    const place = await hooked();
    const { repo } = place;
    hook(place, 'pre-commit', 'exit 0');
    const text = (at: number, by: string): string =>
      Array.from({ length: 9 }, (_, line) => (line === at ? `${by}\n` : `line ${line}\n`)).join('');
    repo.git('checkout', '-q', 'main');
    repo.write('long.txt', text(-1, ''));
    const start = repo.commit('long');
    repo.git('checkout', '-q', '-B', 'work');
    repo.write('long.txt', text(2, 'agent'));
    await place.save('one', ['long.txt'], { start });
    repo.commit('agent');
    repo.git('checkout', '-q', 'main');
    byHand(place, 'long.txt', text(near ? 5 : 2, 'main'));
    repo.commit('main');
    repo.git('checkout', '-q', 'work');
    return place;
  };

  test('that git did alone is linked, where the patch has another context', async () => {
    const place = await rebased(true);
    place.repo.git('rebase', '-q', 'main');
    expect(versions(place)).toBe(2);
    expect(await place.judge({ strict: true })).toMatchObject({
      verdict: 'pass',
      paths: [{ path: 'long.txt', binding: 'patch' }],
    });
  });

  test('in which a person resolved a conflict is not', async () => {
    const place = await rebased(false);
    const { repo } = place;
    expect(() => repo.git('rebase', '-q', 'main')).toThrow(/conflict/i);
    repo.write('long.txt', 'resolved\n');
    repo.git('add', '-A');
    repo.gitWith({ env: { GIT_EDITOR: 'true' } }, 'rebase', '--continue');
    expect(versions(place)).toBe(1);
    expect((await place.told({ strict: true })).error).toContain('path_drifted');
  });

  test('amended content is nobody’s but the amender’s', async () => {
    const place = await hooked();
    const { repo } = place;
    hook(place, 'pre-commit', 'exit 0');
    repo.write('a.txt', 'agent wrote\n');
    await place.save('one', ['a.txt']);
    repo.commit('work');
    byHand(place, 'a.txt', 'a person wrote\n');
    repo.git('commit', '-q', '-a', '--amend', '-m', 'amended');
    expect(versions(place)).toBe(1);
    expect((await place.told({ strict: true })).error).toContain('path_drifted');
  });
});

describe('a hook of ours', () => {
  test('says what it linked, as the schema has it', async () => {
    const place = await hooked();
    const { repo } = place;
    hook(place, 'post-commit', `${OURS} post-commit --json > .git/said`);
    repo.write('a.txt', 'agent   wrote\n');
    await place.save('one', ['a.txt']);
    const commit = repo.commit('work');
    const said: unknown = JSON.parse(readFileSync(join(repo.dir, '.git/said'), 'utf8'));
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')), 'cli');
    expect(ajv.validate('cli#/$defs/hook', said)).toBe(true);
    expect(said).toEqual({ linked: [{ artifact_id: 'one', commit, paths: 1 }] });
  });

  test('never fails a commit, whatever is wrong', async () => {
    const place = await hooked();
    place.repo.write('a.txt', 'agent   wrote\n');
    await place.save('one', ['a.txt']);
    const ref = place.repo.git('rev-parse', `${PREFIX}one`);
    writeFileSync(join(place.repo.dir, '.git', `${PREFIX}one.lock`), '');
    hook(place, 'post-commit', `${OURS} post-commit; echo $? > status; ${OURS} of-tomorrow; echo $? >> status`);
    place.repo.commit('work');
    expect(place.repo.git('rev-parse', `${PREFIX}one`)).toBe(ref);
    expect(readFileSync(join(place.repo.dir, 'status'), 'utf8')).toBe('0\n0\n');
  });
});
