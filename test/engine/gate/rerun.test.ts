/** Checks of the base policy run again on the head: real processes, real checkouts. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeChange } from '../../../src/engine/gate/judge-change.ts';
import { rerunChange } from '../../../src/engine/gate/rerun/rerun-change.ts';
import { openIsolation } from '../../../src/isolation/open-isolation.ts';
import { tempDir } from '../../support/temp-repo.ts';
import { forge, type Scene, scene } from './gate-scene.ts';

const check = (command: string, rest = ''): string =>
  `[[required_checks]]\nname = "tests"\ncommand = ${JSON.stringify(command)}\nrerun = true\ndefinition = ["test/**", "package.json", ".npmrc"]\n${rest}`;

/** A branch with a handoff, which says that `npm test` passed if that is the check, and files at the target's tip and at the head. */
const branch = async (
  policy: string,
  base: { readonly [path: string]: string },
  head: { readonly [path: string]: string | null },
): Promise<Scene> => {
  const place = await scene(policy, base);
  for (const [path, content] of Object.entries(head))
    if (content === null) place.repo.git('rm', '-q', path);
    else place.repo.write(path, content);
  const runs = policy.includes('npm test') ? [{ status: 'passed' as const }] : [];
  await place.save('one', Object.keys(head), { runs });
  place.repo.commit('work');
  return place;
};

/** true: this machine isolates. Else the gate has to say `rerun_unisolated`, and has run nothing. */
const isolates = async (place: Scene): Promise<boolean> => {
  const way = await (await place.world.isolation(place.world.cwd)).way();
  if (way.kind !== 'none') return true;
  const { report, reruns } = await place.result({ rerun: true });
  expect(report.findings.map(({ code }) => code)).toContain('rerun_unisolated');
  expect(reruns).toMatchObject([{ attempts: [], unisolated: way.reason }]);
  return false;
};

/** Where a check that is isolated sees it. */
const HAS_NPM = existsSync('/usr/bin/npm') && process.platform === 'linux';

const RUN = { 'test/run.sh': 'set -e\ngrep -q agent a.txt\n' };

describe('a check that is run again', () => {
  test('is proved where it passes on the head, whatever is recorded', async () => {
    const place = await branch(check('sh test/run.sh'), RUN, { 'a.txt': 'agent\n' });
    place.repo.write('a.txt', 'not committed\n');
    if (!(await isolates(place))) return;
    const report = await place.judge({ strict: true, rerun: true });
    expect(report).toMatchObject({
      verdict: 'pass',
      checks: [{ required: 'tests', command: 'sh test/run.sh', outcome: 'proved', basis: 'rerun', status: 'passed' }],
      subject: { evidence: ['rerun tests: true'] },
    });
    expect(report.findings.map(({ code }) => code)).not.toContain('evidence_recorded_only');
    expect(await place.told({ strict: true })).toMatchObject({
      error: expect.arrayContaining(['verification_missing']),
    });
  });

  test('that fails twice is contradicted, and by default too', async () => {
    const place = await branch(check('sh test/run.sh'), RUN, { 'a.txt': 'broken\n' });
    if (!(await isolates(place))) return;
    const { report, reruns } = await place.result({ rerun: true });
    expect(report.checks).toMatchObject([{ outcome: 'contradicted', basis: 'rerun', doubts: ['rerun-mismatch'] }]);
    expect(report.findings).toMatchObject([{ code: 'rerun_mismatch', severity: 'error' }]);
    expect(reruns).toMatchObject([{ attempts: [{ exit_code: 1 }, { exit_code: 1 }] }]);
  });

  test.each([
    ['an exit status', 'echo broken; exit 3', /exit status 3, 2 times/, 'broken'],
    ['a command that is not there', 'no-such-runner', /exit status 127: a command was not found, 2 times/, 'not found'],
    ['a signal', 'kill -SEGV $$', /ended by (?:a signal|signal SIGSEGV)/, ''],
    ['time', 'echo waiting; sleep 1000', /took too long/, 'waiting'],
    ['output', 'yes filling | head -c 70000000', /too much/, 'filling'],
  ])('says why: %s', async (_, command, words, said) => {
    const place = await branch(
      check(command, `timeout_seconds = ${command.includes('sleep') ? 1 : 20}\n`),
      {},
      {
        'a.txt': 'agent\n',
      },
    );
    if (!(await isolates(place))) return;
    const { findings, reruns } = await place.judge({ rerun: true });
    const told = findings.find(({ code }) => code === 'rerun_mismatch');
    expect(told?.message).toMatch(words);
    expect(told?.output ?? '').toContain(said);
    expect(reruns).toMatchObject([{ name: 'tests', by: 'gate', attempts: [{ passed: false }, { passed: false }] }]);
  });

  test('says nothing of a secret, nor anything that a terminal would obey', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const lines = ['echo start', `printf '\\033[31m${token}\\033[0m\\n'`, 'echo end', 'exit 1'];
    const place = await branch(check('sh test/run.sh'), { 'test/run.sh': lines.join('\n') }, { 'a.txt': 'agent\n' });
    if (!(await isolates(place))) return;
    const { report, reruns } = await place.result({ rerun: true });
    expect(report.findings.find(({ code }) => code === 'rerun_mismatch')?.output).toMatch(
      /^start\n.*REDACTED.*\nend$/i,
    );
    expect(JSON.stringify([report, reruns])).not.toMatch(/a1B2|u001b/);
    const openly = await rerunChange(place.world, { base: 'main', names: [], openly: true });
    expect(JSON.stringify(openly)).not.toMatch(/a1B2|u001b/);
  });

  test('each attempt has a clean checkout, of that commit alone', async () => {
    const place = await branch(check('sh test/run.sh'), RUN, {
      'a.txt': 'agent\n',
      'tool.sh': 'test ! -e left && : > left && git rev-list --count HEAD && git status --porcelain && exit 7\n',
    });
    place.repo.git('checkout', '-q', 'main');
    place.repo.write('.opensession/policy.toml', check('sh tool.sh'));
    place.repo.commit('another command');
    place.repo.git('checkout', '-q', 'work');
    if (!(await isolates(place))) return;
    const { reruns } = await place.result({ rerun: true });
    expect(reruns[0]?.attempts.map(({ exit_code, output }) => [exit_code, output])).toEqual([
      [7, '1\n?? left\n'],
      [7, '1\n?? left\n'],
    ]);
  });

  test('whose setup fails is not contradicted', async () => {
    const place = await branch(check('true', 'setup = "echo no registry; exit 4"\n'), {}, { 'a.txt': 'agent\n' });
    if (!(await isolates(place))) return;
    expect(await place.told({ rerun: true })).toMatchObject({
      error: [],
      warning: expect.arrayContaining(['rerun_unprepared']),
    });
    expect((await place.told({ rerun: true, strict: true })).error).toContain('rerun_unprepared');
    const { findings } = await place.judge({ rerun: true });
    expect(findings.find(({ code }) => code === 'rerun_unprepared')).toMatchObject({
      message: expect.stringMatching(/setup failed: exit status 4/),
      output: 'no registry',
    });
  });

  test('has no network where only its setup is given one', async () => {
    const rest = 'setup = "grep -c : /proc/net/dev > devices"\nnetwork = "setup"\n';
    const place = await branch(check('cat devices; grep -c : /proc/net/dev; exit 1', rest), {}, { 'a.txt': 'agent\n' });
    const way = await (await place.world.isolation(place.world.cwd)).way();
    const { findings } = await place.judge({ rerun: true });
    if (way.kind !== 'other-user') {
      expect(findings.map(({ code }) => code)).toContain('rerun_unisolated');
      return;
    }
    const devices = Number(readFileSync('/proc/net/dev', 'utf8').match(/:/g)?.length);
    expect(findings.find(({ code }) => code === 'rerun_mismatch')?.output).toBe(`${devices}\n1`);
  });

  test('is never run unless it is asked for', async () => {
    const trace = join(tempDir(), 'trace');
    const place = await branch(check(`: > '${trace}'`), {}, { 'a.txt': 'agent\n' });
    await place.judge();
    await place.judge({ strict: true });
    expect(existsSync(trace)).toBe(false);
  });
});

describe('what a job of its own came to', () => {
  test.each([
    ['success', 'proved', []],
    ['failure', 'contradicted', ['rerun_mismatch']],
    ['skipped', 'cannot-tell', []],
    ['cancelled', 'cannot-tell', []],
  ] as const)('%s', async (result, outcome, errors) => {
    const place = await branch(check('npm test'), {}, { 'a.txt': 'agent\n' });
    const rerun_results = [{ name: null, result }];
    expect((await place.judge({ rerun_results })).checks).toMatchObject([{ outcome }]);
    expect((await place.told({ rerun_results })).error).toEqual(errors);
    const told = (await place.judge({ rerun_results })).findings.find(({ code }) => code === 'rerun_mismatch');
    if (errors.length > 0) expect(told?.message).toMatch(/a job .*its log/);
  });

  test('speaks only for checks that the policy lets run again', async () => {
    const place = await branch(check('npm test'), {}, { 'a.txt': 'agent\n' });
    const rerun_results = [{ name: 'lint', result: 'success' as const }];
    await expect(place.judge({ rerun_results })).rejects.toMatchObject({ code: 'usage' });
  });

  test('failing once and passing once is flaky', async () => {
    const place = await branch(check('npm test'), {}, { 'a.txt': 'agent\n' });
    const rerun_results = [
      { name: 'tests', result: 'failure' as const },
      { name: 'tests', result: 'success' as const },
    ];
    expect((await place.judge({ rerun_results })).checks).toMatchObject([
      { outcome: 'cannot-tell', doubts: ['flaky'] },
    ]);
  });
});

describe('case 65: the change says what the check does', () => {
  const PACKAGE = { 'package.json': '{"scripts":{"test":"sh test/run.sh"}}\n', 'test/run.sh': 'grep -q good a.txt\n' };
  const redefined: readonly (readonly [string, { readonly [path: string]: string | null }])[] = [
    ['scripts.test', { 'package.json': '{"scripts":{"test":"true"}}\n' }],
    ['.npmrc script-shell', { '.npmrc': 'script-shell=/bin/true\n' }],
    ['the tests are deleted', { 'test/run.sh': null, 'package.json': '{"scripts":{"test":"exit 0"}}\n' }],
  ];
  test.each(redefined)('%s', async (_, head) => {
    const place = await branch(check('npm test'), PACKAGE, { ...head, 'a.txt': 'bad\n' });
    const rerun_results = [{ name: 'tests', result: 'success' as const }];
    expect((await place.judge({ rerun_results })).checks).toMatchObject([
      { outcome: 'cannot-tell', doubts: expect.arrayContaining(['definition-changed']) },
    ]);
    expect(await place.told({ rerun_results })).toMatchObject({
      error: [],
      warning: expect.arrayContaining(['definition_changed']),
    });
    expect((await place.told({ rerun_results, strict: true })).error).toContain('definition_changed');
  });

  test.runIf(HAS_NPM).each(redefined)('npm itself, run here: %s', async (_, head) => {
    const place = await branch(check('npm test'), PACKAGE, { ...head, 'a.txt': 'bad\n' });
    if (!(await isolates(place))) return;
    const { report, reruns } = await place.result({ rerun: true });
    expect(reruns).toMatchObject([{ attempts: [{ exit_code: 0 }], unisolated: null }]);
    expect(report.checks).toMatchObject([
      { outcome: 'cannot-tell', basis: 'rerun', doubts: expect.arrayContaining(['definition-changed']) },
    ]);
  });

  test('run here, it exits 0 and proves nothing', async () => {
    const place = await branch(check('sh test/run.sh'), PACKAGE, { 'test/run.sh': 'exit 0\n', 'a.txt': 'bad\n' });
    if (!(await isolates(place))) return;
    const { report, reruns } = await place.result({ rerun: true });
    expect(reruns).toMatchObject([{ attempts: [{ exit_code: 0 }] }]);
    expect(report.checks).toMatchObject([{ outcome: 'cannot-tell', basis: 'rerun' }]);
    expect(report.findings.map(({ code }) => code)).toContain('definition_changed');
  });
});

describe('case 51: a handoff made up from the head', () => {
  test('passes by default, said aloud; fails a strict gate, and whoever runs the check again', async () => {
    const place = await scene(check('npm test'), { 'package.json': '{"scripts":{"test":"exit 1"}}\n' });
    place.repo.write('a.txt', 'nothing that works\n');
    place.repo.commit('work');
    await place.save('one', ['a.txt'], { runs: [{ status: 'passed' }] });
    await forge(place, 'one', { artifact: {}, manifest: {} });
    const report = await place.judge();
    expect(report).toMatchObject({ verdict: 'pass', artifacts: [{ level: 'exact', trust: 'recorded' }] });
    expect(await place.told()).toEqual({ error: [], warning: [], note: ['evidence_recorded_only'] });
    expect((await place.told({ strict: true })).error).toEqual(['evidence_recorded_only']);
    const rerun_results = [{ name: null, result: 'failure' as const }];
    expect((await place.told({ rerun_results })).error).toEqual(['rerun_mismatch']);
  });
});

describe('case 66: a head that strikes back', () => {
  test('it hangs in a session of its own, and is contradicted in time', async () => {
    const mark = `opensession-hang-${process.pid}`;
    const head = { 'src.sh': `trap '' TERM\nsetsid sh -c 'sleep 1000; : ${mark}' &\nsleep 1000\n` };
    const place = await branch(check('sh src.sh', 'timeout_seconds = 1\n'), {}, head);
    if (!(await isolates(place))) return;
    const { report, reruns } = await place.result({ rerun: true });
    expect(reruns).toMatchObject([{ unisolated: null, attempts: [{ ended: 'late' }, { ended: 'late' }] }]);
    expect(report.findings).toMatchObject([{ code: 'rerun_mismatch', severity: 'error' }]);
    expect(commandLines().filter((line) => line.includes(mark))).toEqual([]);
  });

  test('it looks for a token, and writes outputs and the repository: nothing is found, no file touched', async () => {
    const base = tempDir();
    const output = join(base, 'output');
    writeFileSync(output, '', { mode: 0o666 });
    const place = await scene(check('sh src.sh'));
    const { repo } = place;
    const hostile = [
      // passes only if it gets at anything
      'found=1',
      `for file in '${output}' '${repo.dir}/a.txt' '${repo.dir}/.git/config'; do`,
      '  (echo verdict=pass >> "$file") 2>/dev/null && found=0',
      'done',
      `[ -e '${repo.dir}' ] && found=0`,
      'for one in /proc/[0-9]*; do',
      '  [ "$one" = /proc/self ] || tr "\\0" "\\n" < $one/environ 2>/dev/null | grep -q -e GITHUB -e VITEST && found=0',
      '  tr "\\0" "\\n" < $one/cmdline 2>/dev/null | grep -q -i vitest && found=0',
      'done',
      '[ -n "$GITHUB_OUTPUT$GITHUB_TOKEN$GITHUB_ENV$GITHUB_STEP_SUMMARY" ] && found=0',
      `kill -0 ${process.pid} 2>/dev/null && tr "\\0" " " < /proc/${process.pid}/cmdline | grep -q -i vitest && found=0`,
      'exit $found',
    ].join('\n');
    repo.write('src.sh', hostile);
    repo.commit('hostile');
    const config = readFileSync(join(repo.dir, '.git/config'), 'utf8');
    if (!(await isolates(place))) return;
    const { report, reruns } = await place.result({ rerun: true });
    expect(reruns).toMatchObject([{ unisolated: null, attempts: [{ exit_code: 1 }, { exit_code: 1 }] }]);
    expect(report.verdict).toBe('fail');
    expect(readFileSync(output, 'utf8')).toBe('');
    expect(readFileSync(join(repo.dir, '.git/config'), 'utf8')).toBe(config);
    expect(repo.git('status', '--porcelain')).toBe('');
    // that the script can find something: it does where nothing isolates it
    const openly = { base: 'main', names: [], openly: true };
    expect(await rerunChange(place.world, openly)).toMatchObject({ checks: [{ outcome: 'passed' }] });
    expect(readFileSync(output, 'utf8')).toContain('verdict=pass');
  });

  test('no filter, hook or configured program runs in the checkout; what is not filtered is named', async () => {
    const base = tempDir();
    const trace = join(base, 'trace');
    const place = await scene(check('cat a.bin'));
    const { repo } = place;
    for (const scope of ['--global', '--local']) {
      repo.git('config', scope, 'filter.lfs.smudge', `touch '${trace}'; cat`);
      repo.git('config', scope, 'filter.lfs.required', 'true');
      repo.git('config', scope, 'filter.lfs.clean', 'cat');
    }
    repo.git('config', '--global', 'core.hooksPath', base);
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction'])
      writeFileSync(join(base, hook), `#!/bin/sh\ntouch '${trace}'\n`, { mode: 0o755 });
    repo.write('.gitattributes', '*.bin filter=lfs\n');
    repo.write('a.bin', 'version https://git-lfs.github.com/spec/v1\n');
    repo.commit('lfs');
    const pinned = repo.git('rev-parse', 'HEAD');
    repo.git('update-index', '--add', '--cacheinfo', `160000,${pinned},sub`);
    repo.git('commit', '-qm', 'submodule');
    // git itself ran them for the commits above
    rmSync(trace, { force: true });
    if (!(await isolates(place))) return;
    const { reruns } = await place.result({ rerun: true });
    expect(existsSync(trace)).toBe(false);
    expect(reruns).toMatchObject([
      {
        attempts: [{ exit_code: 0, output: expect.stringContaining('git-lfs') }],
        lacking: ['a.bin (lfs)', 'sub (submodule)'],
      },
    ]);
  });
});

test('where nothing can be isolated nothing runs, and the gate says so', async () => {
  const trace = join(tempDir(), 'trace');
  const place = await branch(check(`: > '${trace}'`), {}, { 'a.txt': 'agent\n' });
  const world = {
    ...place.world,
    isolation: async () => openIsolation({ env: {}, hidden: [], tmp: tempDir(), uid: undefined }),
  };
  const { report } = await judgeChange(world, { strict: false, base: 'main', rerun: true });
  const said = report.findings.find(({ code }) => code === 'rerun_unisolated');
  expect(said).toMatchObject({ severity: 'warning', message: expect.stringMatching(/no namespaces$/) });
  const rerun_results = [{ name: null, result: 'success' as const }];
  const both = await judgeChange(world, { strict: true, base: 'main', rerun: true, rerun_results });
  expect(both.report.checks).toMatchObject([{ outcome: 'proved', basis: 'rerun' }]);
  expect(existsSync(trace)).toBe(false);
});

test('the job runs them openly, and says how each ended', async () => {
  const place = await branch(check('sh test/run.sh'), RUN, { 'a.txt': 'agent\n' });
  const asked = { base: 'main', head: undefined, names: [], openly: true };
  expect(await rerunChange(place.world, asked)).toMatchObject({ checks: [{ name: 'tests', outcome: 'passed' }] });
  place.repo.write('a.txt', 'broken\n');
  place.repo.commit('broken');
  expect(await rerunChange(place.world, asked)).toMatchObject({ checks: [{ outcome: 'failed' }] });
  await expect(rerunChange(place.world, { ...asked, names: ['none'] })).rejects.toMatchObject({ code: 'usage' });
});

const commandLines = (): readonly string[] => {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
};
