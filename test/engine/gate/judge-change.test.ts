import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveByHand } from '../../../src/engine/save-by-hand.ts';
import { forge, scene } from './gate-scene.ts';

const REQUIRED = 'ci_principals = ["ci"]\n[[required_checks]]\nname = "tests"\ncommand = "npm test"\n';
const PASSED = [{ status: 'passed' as const }];

describe('an honest author', () => {
  test('saves, commits all, and every path is proved by git', async () => {
    const place = await scene();
    place.repo.write('a.txt', 'changed\n');
    place.repo.write('new.txt', 'new\n');
    await place.save('one', ['a.txt', 'new.txt']);
    place.repo.commit('work');
    const report = await place.judge();
    expect(report).toMatchObject({ verdict: 'pass', counts: { contradicted: 0, unknown: 0 } });
    expect(report.paths.map(({ outcome, basis }) => [outcome, basis])).toEqual([
      ['proved', 'git'],
      ['proved', 'git'],
    ]);
    expect(report.artifacts).toMatchObject([{ id: 'base:one', level: 'exact', bound: true, trust: 'recorded' }]);
    expect((await place.judge({ strict: true })).verdict).toBe('pass');
  });

  test('commits before the save', async () => {
    const place = await scene();
    place.repo.write('a.txt', 'changed\n');
    place.repo.commit('work');
    await place.save('one', ['a.txt']);
    expect(await place.judge({ strict: true })).toMatchObject({ verdict: 'pass', paths: [{ binding: 'content' }] });
  });

  test('rebases past another hunk of the same file', async () => {
    const place = await scene();
    const { repo } = place;
    const lines = (first: string, last: string): string => `${first}\n${'same\n'.repeat(20)}${last}\n`;
    repo.git('checkout', '-q', 'main');
    repo.write('long.txt', lines('first', 'last'));
    const start = repo.commit('long');
    repo.git('checkout', '-q', '-B', 'work');
    repo.write('long.txt', lines('first', 'agent'));
    await place.save('one', ['long.txt'], { start });
    repo.commit('work');
    repo.git('checkout', '-q', 'main');
    repo.write('long.txt', lines('main', 'last'));
    repo.commit('main');
    repo.git('checkout', '-q', 'work');
    repo.git('rebase', '-q', 'main');
    expect(await place.judge({ strict: true })).toMatchObject({ verdict: 'pass', paths: [{ binding: 'patch' }] });
  });

  test('finds the work of the first turn when the third is the tip', async () => {
    const place = await scene();
    const { repo } = place;
    repo.write('a.txt', 'one\n');
    await place.save('one', ['a.txt']);
    const first = repo.commit('first turn');
    repo.write('a.txt', 'two\n');
    await place.save('one', ['a.txt']);
    repo.write('a.txt', 'three\n');
    await place.save('one', ['a.txt']);
    repo.git('stash', '-q');
    expect(repo.git('rev-parse', 'HEAD')).toBe(first);
    expect(await place.judge()).toMatchObject({ verdict: 'pass', paths: [{ binding: 'content' }] });
  });

  test('a person alone is asked for nothing, but for a strict gate', async () => {
    const place = await scene();
    place.repo.write('a.txt', 'person\n');
    place.repo.commit('person');
    expect(await place.judge()).toMatchObject({ verdict: 'pass', findings: [] });
    expect((await place.told({ strict: true })).error).toContain('handoff_missing');
  });
});

test('how much a finding weighs is the policy of the target branch to say, also to a strict gate', async () => {
  const place = await scene('[severity]\nhandoff_missing = "note"\nfiles_unclaimed = "warning"\n');
  place.repo.write('a.txt', 'person\n');
  place.repo.commit('person');
  expect(await place.told({ strict: true })).toMatchObject({
    error: [],
    warning: ['files_unclaimed'],
    note: expect.arrayContaining(['handoff_missing']),
  });
});

test('a person claims their own part, and it is shown as such', async () => {
  const place = await scene();
  place.repo.write('a.txt', 'agent\n');
  await place.save('one', ['a.txt']);
  place.repo.commit('agent');
  place.repo.write('b.txt', 'person\n');
  place.repo.commit('person');
  expect((await place.told({ strict: true })).error).toEqual(['files_unclaimed']);
  const reason = `a typo, see ${place.repo.home}/notes`;
  const kept = await saveByHand(place.world, { reason, paths: [], artifactId: 'mine', dryRun: false });
  expect(kept).toMatchObject({ artifact_id: 'mine', changed: true });
  const report = await place.judge({ strict: true });
  expect(report).toMatchObject({ verdict: 'pass', paths: [{ artifacts: ['base:one'] }, { artifacts: ['base:mine'] }] });
  expect(report.artifacts.find(({ id }) => id === 'base:mine')).toMatchObject({
    by_hand: 'a typo, see ~/notes',
    bound: true,
  });
  for (const name of place.repo.git('ls-tree', '--name-only', kept.ref).split('\n'))
    expect(place.repo.git('cat-file', 'blob', `${kept.ref}:${name}`)).not.toContain(place.repo.home);
  const nothing = saveByHand(place.world, { reason: 'more', paths: [], dryRun: false });
  await expect(nothing).rejects.toMatchObject({ code: 'usage' });
});

describe('what does not fit is named', () => {
  test('a file that nobody claims, and one that a person changed after the save', async () => {
    const place = await scene();
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt']);
    place.repo.commit('agent');
    place.repo.write('a.txt', 'person\n');
    place.repo.write('b.txt', 'person\n');
    place.repo.write('c.txt', 'agent\n');
    await place.save('two', ['c.txt']);
    const person = place.repo.commit('person');
    const { findings, verdict } = await place.judge();
    expect(verdict).toBe('pass');
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'path_drifted',
          severity: 'warning',
          place: { path: 'a.txt', commit: person },
        }),
        expect.objectContaining({ code: 'files_unclaimed', severity: 'warning' }),
      ]),
    );
    expect((await place.judge({ strict: true })).verdict).toBe('fail');
  });

  test('a claim that was not committed', async () => {
    const place = await scene();
    place.repo.write('a.txt', 'agent\n');
    place.repo.write('b.txt', 'agent\n');
    await place.save('one', ['a.txt', 'b.txt']);
    place.repo.git('add', 'a.txt');
    place.repo.git('commit', '-qm', 'part');
    expect((await place.told()).note).toContain('claim_left_out');
    expect((await place.told({ strict: true })).error).toContain('claim_left_out');
  });

  test('an artifact of a merged change fits none that comes later', async () => {
    const place = await scene('require = "always"\n');
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt']);
    place.repo.commit('agent');
    place.repo.git('branch', '-f', 'main', 'work');
    place.repo.write('b.txt', 'later\n');
    place.repo.commit('later');
    expect((await place.told()).error).toEqual(['handoff_missing']);
  });

  test('a policy in the change does not judge it', async () => {
    const place = await scene('require = "always"\n');
    place.repo.write('.opensession/policy.toml', 'require = "never"\n');
    place.repo.commit('loosened');
    expect(await place.told()).toMatchObject({
      error: ['handoff_missing'],
      warning: ['files_unclaimed', 'policy_changed'],
    });
  });

  test('a named artifact that is not there', async () => {
    const place = await scene();
    place.repo.write('a.txt', 'agent\n');
    place.repo.commit('work\n\n* squashed\nHandoff: nowhere\n');
    expect(await place.told()).toMatchObject({
      error: ['handoff_missing'],
      warning: ['artifact_named_missing', 'files_unclaimed'],
    });
  });
});

describe('a required check', () => {
  test('that is only recorded passes by default, said aloud, and fails a strict gate', async () => {
    const place = await scene(REQUIRED);
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt'], { runs: PASSED });
    place.repo.commit('work');
    expect(await place.told()).toEqual({ error: [], warning: [], note: ['evidence_recorded_only'] });
    expect(await place.told({ strict: true })).toMatchObject({ error: ['evidence_recorded_only'] });
  });

  test('that ran on another tree shows nothing', async () => {
    const place = await scene(REQUIRED);
    place.repo.write('a.txt', 'agent\n');
    place.repo.write('scratch.txt', 'left behind\n');
    await place.save('one', ['a.txt'], { runs: PASSED });
    place.repo.git('add', 'a.txt');
    place.repo.git('commit', '-qm', 'work');
    expect((await place.told()).warning).toEqual(['check_other_tree']);
    expect((await place.judge()).checks).toMatchObject([{ differing: ['scratch.txt'] }]);
  });

  test.each([
    ['masked', 'verification_masked'],
    ['void', 'check_void'],
    ['background', 'verification_masked'],
  ] as const)('whose run is %s', async (kind, code) => {
    const place = await scene(REQUIRED);
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt'], { runs: [{ status: 'unknown', doubts: [{ kind, detail: kind as never }] }] });
    place.repo.commit('work');
    expect((await place.told()).warning).toEqual([code]);
    expect((await place.told({ strict: true })).error).toEqual([code]);
  });

  test('a file younger than the run makes it stale', async () => {
    const place = await scene(REQUIRED);
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt'], { runs: [{ status: 'passed', at: '2020-01-01T00:00:00Z' }] });
    place.repo.commit('work');
    expect((await place.told()).warning).toEqual(['verification_stale']);
  });

  test('that fails, as the handoff admits, fails every gate', async () => {
    const place = await scene(REQUIRED);
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt'], { runs: [{ status: 'failed', exit_code: 1 }] });
    place.repo.commit('work');
    expect((await place.told()).error).toEqual(['verification_failed', 'verification_unresolved']);
  });

  test('that no evidence which is accepted can show is a mistake of the policy', async () => {
    const place = await scene('[[required_checks]]\nname = "tests"\ncommand = "npm test"\n');
    await expect(place.judge({ strict: true })).rejects.toMatchObject({ code: 'policy_unsatisfiable' });
  });

  test('whose definition the change holds proves nothing', async () => {
    const place = await scene(`${REQUIRED}definition = ["package.json"]\n`);
    place.repo.write('package.json', '{"scripts":{"test":"true"}}\n');
    await place.save('one', ['package.json'], { runs: PASSED });
    place.repo.commit('work');
    expect((await place.told()).warning).toEqual(['definition_changed']);
  });

  test.each(['failed', 'unknown'] as const)('whose run is %s without a word why', async (final) => {
    const place = await scene(REQUIRED);
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt'], { runs: [{ status: final }], admits: false });
    place.repo.commit('work');
    expect((await place.judge({ strict: true })).verdict).toBe('fail');
  });

  test('that another session passed only behind a mask is not over', async () => {
    const place = await scene(REQUIRED);
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt'], { runs: [{ status: 'failed', at: '2999-01-01T00:00:00Z' }] });
    const masked = [{ kind: 'masked' as const, detail: 'tail' as never }];
    await place.save('two', ['a.txt'], { runs: [{ status: 'passed', at: '2999-01-02T00:00:00Z', doubts: masked }] });
    place.repo.commit('work');
    expect((await place.told()).error).toContain('verification_unresolved');
  });
});

describe('what an author could try', () => {
  test('a merge that keeps its own side drops a fix in a file that the branch never touched', async () => {
    const place = await scene();
    const { repo } = place;
    repo.write('b.txt', 'agent\n');
    await place.save('one', ['b.txt']);
    repo.commit('agent');
    repo.git('checkout', '-q', 'main');
    repo.write('a.txt', 'fixed\n');
    const fix = repo.commit('fix');
    repo.git('checkout', '-q', 'work');
    repo.git('merge', '-q', '--no-edit', '-s', 'ours', 'main');
    const report = await place.judge({ strict: true });
    expect(report.verdict).toBe('fail');
    expect(report.paths.find(({ path }) => path === 'a.txt')).toMatchObject({ outcome: 'cannot-tell' });
    expect(repo.git('rev-parse', 'main')).toBe(fix);
  });

  test('a criss-cross in which one side wins by hand', async () => {
    const place = await scene();
    const { repo } = place;
    repo.git('checkout', '-q', 'main');
    repo.write('a.txt', 'fixed\n');
    const fixed = repo.commit('fix');
    repo.git('checkout', '-q', '-b', 'side', place.start);
    repo.write('side.txt', 'side\n');
    const side = repo.commit('side');
    repo.git('checkout', '-q', 'main');
    repo.git('merge', '-q', '--no-edit', side);
    repo.git('checkout', '-q', '-B', 'work', side);
    repo.git('merge', '-q', '--no-commit', '--no-ff', fixed);
    repo.write('a.txt', 'a\n');
    repo.commit('merged by hand');
    repo.write('b.txt', 'agent\n');
    await place.save('one', ['b.txt'], { start: repo.git('rev-parse', 'HEAD') });
    repo.commit('agent');
    const report = await place.judge({ strict: true });
    expect(report.paths.map(({ path }) => path)).toContain('a.txt');
    expect(report.verdict).toBe('fail');
  });

  test('a name that some file system takes for a protected one is protected, and for a definition one', async () => {
    const place = await scene(`protect = ["docs/caf\\u00E9.md"]\n${REQUIRED}`);
    place.repo.write('docs/Cafe\u0301.md', 'mine\n');
    place.repo.write('.GitAttributes', '* text\n');
    await place.save('one', ['docs/Cafe\u0301.md', '.GitAttributes'], { runs: PASSED });
    place.repo.commit('work');
    expect((await place.told({ strict: true })).error).toEqual(
      expect.arrayContaining(['protected_path_changed', 'definition_changed']),
    );
  });

  test('a glob of what is outside guards nothing, and hinders nobody', async () => {
    const place = await scene("protect = ['../x/**', 'a/../../y', 'C:/z', './a.txt']\n");
    place.repo.write('a.txt', 'mine\n');
    place.repo.commit('work');
    expect((await place.told({ strict: false })).warning).toContain('protected_path_changed');
  });

  // not every system has such names
  test.skipIf(process.platform !== 'linux')(
    'what is behind a link is protected, whatever its name is written in',
    async () => {
      const place = await scene("protect = ['l/**']\n");
      const { repo } = place;
      repo.git('checkout', '-q', 'main');
      const names = [Buffer.from('line\nend'), Buffer.from([0x6c, 0xff])];
      const at = (name: Buffer) => Buffer.concat([Buffer.from(`${repo.dir}/`), name]);
      mkdirSync(join(repo.dir, 'l'));
      for (const [index, name] of names.entries()) {
        writeFileSync(at(name), 'theirs\n');
        symlinkSync(Buffer.concat([Buffer.from('../'), name]), join(repo.dir, 'l', String(index)));
      }
      repo.commit('links');
      repo.git('checkout', '-q', '-B', 'work');
      for (const name of names) writeFileSync(at(name), 'mine\n');
      repo.commit('work');
      expect((await place.judge()).paths.map((path) => path.protected)).toEqual([true, true]);
    },
  );

  test('a file where a policy has a folder is no folder, a link there is guarded', async () => {
    const place = await scene("protect = ['license/**', 'docs/**']\n");
    place.repo.write('LICENSE', 'mine\n');
    symlinkSync('elsewhere', join(place.repo.dir, 'docs'));
    place.repo.commit('work');
    const { paths } = await place.judge();
    expect(paths.map((path) => [path.path, path.protected])).toEqual([
      ['LICENSE', false],
      ['docs', true],
    ]);
  });

  test('a protected name with a line end in it is protected', async () => {
    const place = await scene('protect = [".github/**"]\n');
    const path = '.github/workflows/x\ny.yml';
    place.repo.write(path, 'on: push\n');
    await place.save('one', [path]);
    place.repo.commit('work');
    expect((await place.told({ strict: true })).error).toContain('protected_path_changed');
  });

  test('a pin on a version that never was', async () => {
    const place = await scene();
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt']);
    place.repo.commit(`work\n\nHandoff: one@${'0'.repeat(40)}\n`);
    expect((await place.told()).warning).toEqual(['artifact_rewritten']);
    expect((await place.judge({ strict: true })).verdict).toBe('fail');
  });

  test.each([
    ['a payload of nothing', { payload: [{ schema: 'opensession-handoff-2.1', repository: { commits: [null] } }] }, {}],
    [
      'a path that leads out',
      {},
      { tree: null, entries: [{ path: '../x', before: null, after: null, claimed: true, by: 'shell', key: null }] },
    ],
  ])('%s costs nobody a verdict', async (_, artifact, manifest) => {
    const place = await scene();
    const { repo } = place;
    repo.write('a.txt', 'agent\n');
    await place.save('one', ['a.txt']);
    await place.save('decoy', ['a.txt']);
    repo.commit('work');
    await forge(place, 'decoy', { artifact, manifest });
    expect(await place.judge()).toMatchObject({ verdict: 'pass', paths: [{ outcome: 'proved' }] });
  });

  test('a person named like an agent is a person', async () => {
    const place = await scene();
    place.repo.write('a.txt', 'painted\n');
    place.repo.git('add', '--all');
    place.repo.git('commit', '-qm', 'paint', '--author', 'Claude Monet <c@example.org>');
    expect(await place.judge()).toMatchObject({ verdict: 'pass', handoff: { required: false } });
    place.repo.git('commit', '-q', '--amend', '-m', 'x\n\nCo-authored-by: Claude Opus (1M) <noreply@anthropic.com>\n');
    expect((await place.judge()).handoff.required).toBe(true);
  });

  test('what nobody tells the state of is claimed by nobody', async () => {
    const place = await scene();
    place.repo.write('fixture.txt', `ghp_${'a1B2'.repeat(9)}\n`);
    place.repo.write('a.txt', 'agent\n');
    await place.save('one', ['fixture.txt', 'a.txt']);
    place.repo.commit('work');
    expect(await place.told({ strict: true })).toMatchObject({ error: ['files_unclaimed'], warning: [] });
  });

  test('a directory that became a file is saved', async () => {
    const place = await scene();
    place.repo.write('d/x', 'x\n');
    place.repo.commit('d');
    place.repo.git('rm', '-rq', 'd');
    place.repo.write('d', 'now a file\n');
    await place.save('one', ['d', 'd/x']);
    place.repo.commit('work');
    expect((await place.judge()).paths).toMatchObject([{ path: 'd', outcome: 'proved' }]);
  });
});

test.each(['nothing', 'a\nb', '', '@{upstream}'])('a head that is no commit: %j', async (head) => {
  const place = await scene();
  await expect(place.judge({ head })).rejects.toMatchObject({ code: 'usage' });
});

test('of a policy that cannot be read and a history that is cut the policy is told', async () => {
  const place = await scene('no policy');
  place.repo.write('a.txt', 'changed\n');
  place.repo.write('.git/shallow', `${place.repo.commit('work')}\n`);
  await expect(place.judge()).rejects.toMatchObject({ code: 'config_invalid' });
});
