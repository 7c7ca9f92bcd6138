/** What a CI job signs of a check, and what a gate makes of it. Real keys, real runs. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/domain/canonical.ts';
import { witnessChecks, type WitnessResult } from '../../../src/engine/gate/witness/witness-checks.ts';
import { witnessRun } from '../../../src/engine/gate/witness/witness-run.ts';
import { validateWitness } from '../../../src/generated/validate-witness.js';
import { openWorld } from '../../../src/open-world.ts';
import { HAS_SSH, sshKey } from '../../support/keys.ts';
import { runCli } from '../../support/run-cli.ts';
import { tempRepo } from '../../support/temp-repo.ts';
import { type Scene, scene } from './gate-scene.ts';

const POLICY =
  'ci_principals = ["ci"]\n[[required_checks]]\nname = "tests"\ncommand = "grep -q agent a.txt"\ndefinition = ["tests/**"]\n';

const RUN = { provider: 'github', id: '17', attempt: '1', job: 'tests', url: null };

interface Seen extends Scene {
  /** Private key of the principal `ci`. */
  readonly key: string;
  witness(how?: { readonly key?: string; readonly keep?: boolean }): Promise<WitnessResult>;
}

/** A branch `work` on a target that knows the key of a CI job; null where nothing can be isolated, which is then refused. */
const seen = async (options = '', a = 'agent\n'): Promise<Seen | null> => {
  const keys = tempRepo();
  const key = sshKey(keys, 'ci').replace(/\.pub$/, '');
  const signers = `ci ${options}${readFileSync(`${key}.pub`, 'utf8')}`;
  const place = await scene(POLICY, { '.opensession/allowed_signers': signers });
  place.repo.write('a.txt', a);
  place.repo.commit('work');
  const witness: Seen['witness'] = (how = {}) =>
    witnessChecks(place.world, {
      base: 'main',
      names: [],
      key: { path: how.key ?? key },
      run: RUN,
      keep: how.keep ?? true,
    });
  const way = await (await place.world.isolation(place.world.cwd)).way();
  if (way.kind !== 'none') return { ...place, key, witness };
  await expect(witness()).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining(way.reason) });
  return null;
};

describe.runIf(HAS_SSH)('a check that a CI job saw', () => {
  test('is proved for a strict gate, on whatever commit has that tree', async () => {
    const place = await seen();
    if (place === null) return;
    const { ref, statement, passed } = await place.witness();
    expect(validateWitness(statement)).toBe(true);
    expect([passed, ref]).toEqual([true, expect.stringContaining(`/witness/${statement.tree}/`)]);
    place.repo.git('commit', '-q', '--amend', '-m', 'another message');
    const report = await place.judge({ strict: true });
    expect(report.checks).toMatchObject([{ outcome: 'proved', basis: 'witnessed', artifact: 'witness:ci' }]);
    expect(report.witnesses).toMatchObject([{ by: 'ci', accepted: true, run: { id: '17' } }]);
    expect(report.subject.evidence).toEqual([expect.stringMatching(/^witness sha256:/)]);
    place.repo.write('b.txt', 'another tree\n');
    place.repo.commit('later');
    expect((await place.judge()).checks).toMatchObject([{ outcome: 'cannot-tell', doubts: ['not-run'] }]);
  });

  test('is not outdone by what a handoff says to have run later, unless that failed', async () => {
    const place = await seen();
    if (place === null) return;
    await place.witness();
    const run = { command: 'grep -q agent a.txt' as never, check_id: 'grep @.' as never };
    await place.save('one', ['a.txt'], { runs: [{ ...run, status: 'passed' }] });
    expect((await place.judge({ strict: true })).checks).toMatchObject([{ outcome: 'proved', basis: 'witnessed' }]);
    await place.save('one', ['a.txt'], { runs: [{ ...run, status: 'failed', at: '2999-01-02T00:00:00Z' }] });
    expect((await place.judge()).checks).toMatchObject([{ outcome: 'contradicted', basis: 'recorded' }]);
  });

  test('comes as a file too, without any ref', async () => {
    const place = await seen();
    if (place === null) return;
    const { text, ref } = await place.witness({ keep: false });
    expect(ref).toBeNull();
    expect((await place.judge()).checks).toMatchObject([{ outcome: 'cannot-tell' }]);
    expect((await place.judge({ witnesses: [text] })).checks).toMatchObject([{ outcome: 'proved' }]);
  });

  test('and that failed is contradicted, though a handoff says that it passed later', async () => {
    const place = await seen('', 'broken\n');
    if (place === null) return;
    expect((await place.witness()).passed).toBe(false);
    expect(await place.told()).toMatchObject({ error: ['verification_failed'] });
    const told = (await place.judge()).findings.find(({ code }) => code === 'verification_failed');
    expect(told?.message).toMatch(/failed: exit status 1, as ci saw it \(run 17\)$/);
    await place.save('one', ['a.txt'], { runs: [{ status: 'passed', command: 'grep -q agent a.txt' as never }] });
    expect((await place.judge()).checks).toMatchObject([{ outcome: 'contradicted', basis: 'witnessed' }]);
    expect((await place.told()).error).toContain('verification_failed');
  });

  test('proves nothing where the change says what it does, nor where such evidence is not accepted', async () => {
    const place = await seen();
    if (place === null) return;
    place.repo.write('tests/x', 'x\n');
    place.repo.commit('tests');
    await place.witness();
    expect((await place.judge()).checks).toMatchObject([{ outcome: 'cannot-tell', doubts: ['definition-changed'] }]);
    place.repo.git('checkout', '-q', 'main');
    place.repo.write('.opensession/policy.toml', `accept = ["recorded"]\n${POLICY}`);
    place.repo.commit('only records');
    place.repo.git('checkout', '-q', 'work');
    expect((await place.judge()).checks).toMatchObject([
      { outcome: 'cannot-tell', doubts: expect.arrayContaining(['not-run']) },
    ]);
  });
});

describe.runIf(HAS_SSH)('a statement is not taken', () => {
  test.each([
    ['of another key', 'its key'],
    ['altered', 'does not|invalid|incorrect|verif'],
    ['of another tree', 'another tree'],
    ['of another repository', 'another repository'],
    ['written otherwise', 'written'],
    ['that is none', 'no statement'],
  ])('%s', async (which, reason) => {
    const place = await seen();
    if (place === null) return;
    const { text, statement } = await place.witness({ keep: false });
    const file = JSON.parse(text) as { payload: string };
    const another = sshKey(tempRepo(), 'ci').replace(/\.pub$/, '');
    const resigned = async (changed: object): Promise<string> => {
      const payload = canonicalJson({ ...statement, ...changed });
      const signed = await place.world.signing(place.world.cwd).signWith(payload, { path: place.key });
      return JSON.stringify({ ...file, ...('signature' in signed ? signed.signature : {}) });
    };
    const hostile: { readonly [which: string]: () => Promise<string> } = {
      'of another key': async () => (await place.witness({ key: another, keep: false })).text,
      altered: async () => JSON.stringify({ ...file, payload: file.payload.replace('"17"', '"18"') }),
      'of another tree': () => resigned({ tree: '1'.repeat(40) }),
      'of another repository': () => resigned({ repository: ['1'.repeat(40)] }),
      'written otherwise': async () => JSON.stringify({ ...file, payload: ` ${file.payload}` }),
      'that is none': async () => '{"schema": 1}',
    };
    const report = await place.judge({ witnesses: [(await hostile[which]?.()) ?? ''] });
    expect(report.witnesses).toMatchObject([{ accepted: false, reason: expect.stringMatching(reason), run: null }]);
    expect(report.checks).toMatchObject([{ outcome: 'cannot-tell', doubts: ['not-run'] }]);
    expect(report.verdict).toBe('pass');
  });

  test.each(['valid-before="20200101" ', 'valid-after="20990101" ', 'namespaces="git" '])(
    'of a key that is %s',
    async (options) => {
      const place = await seen(options);
      if (place === null) return;
      await place.witness();
      expect((await place.judge()).witnesses).toMatchObject([{ accepted: false }]);
    },
  );

  test('of a person, of a command that the policy no longer names', async () => {
    const place = await seen();
    if (place === null) return;
    await place.witness();
    const again = async (policy: string): Promise<Awaited<ReturnType<Scene['judge']>>> => {
      place.repo.git('checkout', '-q', 'main');
      place.repo.write('.opensession/policy.toml', policy);
      place.repo.commit('policy');
      place.repo.git('checkout', '-q', 'work');
      return place.judge();
    };
    expect((await again(POLICY.replace('"ci"', '"other"'))).witnesses).toMatchObject([
      { accepted: false, by: 'ci', reason: expect.stringContaining('no CI job') },
    ]);
    expect((await again(POLICY.replace('grep -q', 'grep -qw'))).checks).toMatchObject([{ doubts: ['not-run'] }]);
  });
});

describe.runIf(HAS_SSH)('the command', () => {
  const CI = { GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: '99', GITHUB_JOB: 'seen' };

  test('takes the key from the environment, and a gate takes the file', async () => {
    const place = await seen();
    if (place === null) return;
    const at = { home: place.repo.home, cwd: place.repo.dir };
    const key = readFileSync(place.key, 'utf8').trimEnd();
    const args = ['gate', 'witness', '--base', 'main', '--output', '../seen.json'];
    const witnessed = await runCli(args, { ...at, env: { ...CI, OPENSESSION_WITNESS_KEY: key } });
    expect(witnessed).toMatchObject({ code: 0 });
    expect(witnessed.stdout + witnessed.stderr).not.toContain(key.split('\n')[1]);
    expect(JSON.parse(witnessed.stdout)).toMatchObject({
      ref: null,
      statement: { run: { provider: 'github', id: '99' } },
    });
    const gate = await runCli(['gate', '--base', 'main', '--witness', '../seen.json', '--json'], at);
    expect(gate.code).toBe(0);
    expect(JSON.parse(gate.stdout)).toMatchObject({ checks: [{ outcome: 'proved', basis: 'witnessed' }] });
  });

  test('wants a key and a run', async () => {
    const place = await scene(POLICY);
    const at = { home: place.repo.home, cwd: place.repo.dir };
    const args = ['gate', 'witness', '--base', 'main'];
    expect((await runCli(args, { ...at, env: CI })).code).toBe(2);
    expect((await runCli(args, { ...at, env: { OPENSESSION_WITNESS_KEY_FILE: 'x' } })).code).toBe(2);
    expect((await runCli(args, { ...at, env: { ...CI, OPENSESSION_WITNESS_KEY_FILE: 'nowhere' } })).code).toBe(1);
  });
});

test('which run it is', () => {
  expect(witnessRun({})).toBeNull();
  expect(witnessRun({ GITHUB_RUN_ID: '1' })).toBeNull();
  const github = {
    GITHUB_ACTIONS: 'true',
    GITHUB_RUN_ID: '1',
    GITHUB_SERVER_URL: 'https://x',
    GITHUB_REPOSITORY: 'a/b',
  };
  expect(witnessRun(github)).toMatchObject({ provider: 'github', url: 'https://x/a/b/actions/runs/1', attempt: null });
  expect(witnessRun({ GITLAB_CI: 'true', CI_PIPELINE_ID: '2', CI_JOB_ID: '3' })).toMatchObject({
    id: '2',
    attempt: '3',
  });
  expect(witnessRun({}, 'x'.repeat(999))).toMatchObject({ provider: 'other', id: 'x'.repeat(500) });
});

test('many statements, and such as are no statement, cost nothing', async () => {
  const place = await scene(POLICY);
  place.repo.write('a.txt', 'agent\n');
  place.repo.commit('work');
  const tree = place.repo.git('rev-parse', 'HEAD^{tree}');
  const blob = place.repo.git('rev-parse', 'HEAD:a.txt');
  place.repo.git('update-ref', `refs/opensession/handoff/witness/${tree}/blob`, blob);
  place.repo.git('update-ref', `refs/opensession/handoff/witness/${tree}/commit`, 'HEAD');
  const world = openWorld({ cwd: place.repo.dir, env: place.repo.env });
  const store = await world.witnesses(place.repo.dir);
  const { search } = await world.store(place.repo.dir);
  for (let nth = 0; nth < 3; nth++) await store.keep(tree, `{"decoy": ${nth}}`);
  await store.keep(tree, '{"decoy": 0}');
  expect((await search.witnesses(tree)).length).toBe(3);
  expect((await place.judge()).witnesses.map(({ accepted }) => accepted)).toEqual([false, false, false]);
});
