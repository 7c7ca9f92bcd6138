import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/domain/default-policy.ts';
import { POLICY_PATH } from '../../../src/domain/policy.ts';
import { type InitRequest, initPolicy } from '../../../src/engine/gate/init-policy.ts';
import { readPolicy } from '../../../src/judging/read-policy.ts';
import { runCli } from '../../support/run-cli.ts';
import { here } from '../artifacts/artifact-world.ts';
import { scene } from './gate-scene.ts';

const ASKED: InitRequest = { ci_principals: [], strict: false, dryRun: false };

const init = async (files: { readonly [path: string]: string }, asked: Partial<InitRequest> = {}) => {
  const place = here();
  for (const [path, text] of Object.entries(files)) place.repo.write(path, text);
  const result = await initPolicy(place.world, { ...ASKED, ...asked });
  const read = (strict = false) => readPolicy({ oid: '1', text: result.text }, { strict }).policy;
  return { place, result, read, path: join(place.repo.dir, POLICY_PATH) };
};

const PACKAGE = JSON.stringify({ scripts: { test: 'vitest', lint: 'oxlint', build: 'x' } });

describe('a first policy', () => {
  test('holds the checks that the repository has, and reads as the defaults beside', async () => {
    const { read, path, result } = await init({
      'package.json': PACKAGE,
      'package-lock.json': '{}',
      Makefile: 'test:\n',
    });
    expect(readFileSync(path, 'utf8')).toBe(result.text);
    const { required_checks, ...rest } = read();
    expect(rest).toEqual({ ...DEFAULT_POLICY, required_checks: undefined });
    expect(
      required_checks.map(({ name, command, setup, rerun, network }) => [name, command, setup, rerun, network]),
    ).toEqual([
      ['test', 'npm test', 'npm ci', true, 'setup'],
      ['lint', 'npm run lint', 'npm ci', true, 'setup'],
    ]);
    expect(required_checks[0]?.definition).toEqual(
      expect.arrayContaining(['**/package.json', 'package-lock.json', '**/.npmrc']),
    );
    expect(result.strict_wants).toEqual([]);
  });

  test.each([
    [{ 'Cargo.toml': '' }, ['cargo test']],
    [{ 'go.mod': '', 'package.json': '{}' }, ['go test ./...']],
    [{ Makefile: 'check: all\n' }, ['make check']],
    [{ 'package.json': PACKAGE, 'pnpm-lock.yaml': '' }, ['pnpm test', 'pnpm lint']],
    [{ 'pytest.ini': '' }, ['pytest']],
    [{ 'package.json': 'no json' }, []],
    [{ 'package.json': '{}', Makefile: 'test: all\n' }, ['make test']],
    [{ GNUmakefile: 'test:\n\ttrue\n' }, ['make test']],
    [{ 'Cargo.toml': '[package]\nname = "a"\n[workspace]\n' }, ['cargo test --workspace']],
    [{ 'Cargo.toml': '[workspace]\nmembers = ["a"]\n' }, ['cargo test']],
    [{}, []],
  ])('of %j: %j', async (files, commands) => {
    const { read } = await init(files);
    expect(read().required_checks.map(({ command }) => command)).toEqual(commands);
  });

  const MEMBER = JSON.stringify({ scripts: { test: 'node --test' } });
  const root = (workspaces: unknown, scripts = {}): string => JSON.stringify({ workspaces, scripts });
  const STUB = JSON.stringify({ scripts: { test: 'echo "Error: no test specified" && exit 1' } });

  test.each([
    ['each has tests', root(['packages/*']), { 'packages/a/package.json': MEMBER }, 'npm test --workspaces'],
    [
      'some have',
      root({ packages: ['./packages/*/'] }),
      { 'packages/a/package.json': MEMBER, 'packages/b/package.json': STUB },
      'npm test --workspaces --if-present',
    ],
    ['the root has', root(['packages/*'], { test: 'x' }), { 'packages/a/package.json': MEMBER }, 'npm test'],
    ['none has', root(['packages/*']), { 'packages/a/package.json': STUB }, undefined],
    ['it lies elsewhere', root(['packages/*']), { 'examples/a/package.json': MEMBER }, undefined],
    ['it is taken out', root(['p/*', '!p/a']), { 'p/a/package.json': MEMBER, 'p/b/package.json': '{}' }, undefined],
    [
      'it is installed',
      root(['**']),
      { 'node_modules/a/package.json': MEMBER, '.gitignore': 'node_modules/\n' },
      undefined,
    ],
    ['no list', root({ packages: 'packages/*' }), { 'packages/a/package.json': MEMBER }, undefined],
    [
      'pnpm',
      '{}',
      {
        'packages/a/package.json': MEMBER,
        'pnpm-workspace.yaml': 'packages:\n  - "packages/*"\n  - "!packages/b"\n',
        'pnpm-lock.yaml': '',
      },
      'pnpm -r test',
    ],
    ['a broken list of pnpm', '{}', { 'a/package.json': MEMBER, 'pnpm-workspace.yaml': '[' }, undefined],
    [
      'yarn',
      root(['packages/**']),
      { 'packages/x/a/package.json': MEMBER, 'yarn.lock': '' },
      'yarn workspaces foreach --all run test',
    ],
  ])('of workspaces: %s', async (_, manifest, files, command) => {
    const { read } = await init({ 'package.json': manifest, ...files });
    expect(read().required_checks.map((check) => check.command)).toEqual(command === undefined ? [] : [command]);
  });

  test.each([
    '[tool.pytest.ini_options]\naddopts = "-q"\n',
    '[tool.pytest]\n',
    '[project]\nname = "a"\ndependencies = ["x", "pytest>=8"]\n',
    '[project.optional-dependencies]\ntest = ["PyTest[x] ; python_version > \\"3\\""]\n',
    '[dependency-groups]\ndev = [{ include-group = "x" }, "pytest"]\n',
    '[tool.poetry.group.dev.dependencies]\npytest = "^8"\n',
    '[tool.poetry.dev-dependencies]\npytest = "^8"\n',
    '[tool.uv]\ndev-dependencies = ["pytest~=8.0"]\n',
    '[tool.pdm.dev-dependencies]\ntest = ["pytest"]\n',
  ])('of a project of Python alone: %j', async (text) => {
    const { read } = await init({ 'pyproject.toml': text });
    expect(read().required_checks).toMatchObject([{ command: 'pytest', rerun: false }]);
  });

  test.each([
    '',
    '[project]\ndependencies = ["pytest-cov", "x-pytest", 1]\n',
    '[project]\nname = "pytest"\n',
    '[tool]\npytest = "no table"\n',
    'no toml [tool.pytest]\n',
    '[tool.poetry]\ndependencies = "pytest"\n',
  ])('nothing of %j', async (text) => {
    const { read } = await init({ 'pyproject.toml': text });
    expect(read().required_checks).toEqual([]);
  });

  test.each([
    { 'pyproject.toml': '[tool.pytest]\n' },
    // no lock file says what it needs: it cannot be run again
    { 'package.json': root(['a']), 'a/package.json': MEMBER },
  ])('of %j is refused where only a run again is accepted', async (files) => {
    await expect(init(files, { accept: ['rerun'] })).rejects.toMatchObject({ code: 'policy_unsatisfiable' });
    await expect(init(files, { strict: true })).rejects.toMatchObject({ code: 'policy_unsatisfiable' });
    expect((await init(files)).result.strict_wants).toHaveLength(1);
  });

  test('tells of every key in a comment', async () => {
    const { result } = await init({});
    for (const key of Object.keys(DEFAULT_POLICY).filter((one) => one !== 'severity'))
      expect(result.text, key).toMatch(new RegExp(`^# (?:${key} = |\\[\\[${key}\\]\\])`, 'm'));
    const uncommented = result.text
      .replace(/^# (\w+ = |\[\[)/gm, '$1')
      .replace(/^# (?=(?:name|command|definition|rerun) =)/gm, '');
    expect(() => readPolicy({ oid: '1', text: uncommented }, { strict: false })).not.toThrow();
  });

  test('says what was asked for', async () => {
    const accept = ['rerun', 'witnessed'] as const;
    const { read } = await init({ 'Cargo.toml': '' }, { accept, require: 'always', ci_principals: ['ci@x'] });
    expect(read()).toMatchObject({ accept, require: 'always', ci_principals: ['ci@x'] });
  });

  test('is not written over another, nor through a link, nor with --dry-run', async () => {
    const { place, path } = await init({}, { dryRun: true });
    expect(existsSync(path)).toBe(false);
    place.repo.write(POLICY_PATH, 'require = "never"\n');
    await expect(initPolicy(place.world, ASKED)).rejects.toMatchObject({ code: 'refused' });
    expect(readFileSync(path, 'utf8')).toBe('require = "never"\n');
    const other = here();
    symlinkSync(other.repo.base, join(other.repo.dir, '.opensession'));
    const world = {
      ...other.world,
      files: { ...other.world.files, isLink: (at: string) => at.endsWith('.opensession') },
    };
    await expect(initPolicy(world, ASKED)).rejects.toMatchObject({ code: 'refused' });
  });

  test('is not written where no change could pass', async () => {
    const files = { 'pytest.ini': '' };
    const unsatisfiable = { code: 'policy_unsatisfiable' };
    await expect(init(files, { accept: ['rerun'] })).rejects.toMatchObject(unsatisfiable);
    await expect(init(files, { accept: ['witnessed'], ci_principals: ['ci'] })).rejects.toMatchObject(unsatisfiable);
    await expect(init(files, { strict: true })).rejects.toMatchObject(unsatisfiable);
    expect((await init(files)).result.strict_wants).toHaveLength(1);
    const signers = { '.opensession/allowed_signers': 'ci ssh-ed25519 AAAA\n' };
    const { result } = await init({ ...files, ...signers }, { accept: ['witnessed'], ci_principals: ['ci'] });
    expect(result.written).toBe(true);
  });
});

describe('case 50: a policy that no change can pass', () => {
  const CHECK = '[[required_checks]]\nname = "tests"\ncommand = "npm test"\n';
  const WRONG: readonly (readonly [string, string])[] = [
    ['no rerun, no signer that is a CI job', `accept = ["rerun", "witnessed"]\n${CHECK}`],
    ['a CI job without a key', `accept = ["witnessed"]\nci_principals = ["ci"]\n${CHECK}`],
    ['nothing is accepted', `accept = []\n${CHECK}`],
    ['signatures of nobody', 'require_signed = true\n'],
  ];
  test.each(WRONG)('%s: is a mistake for the gate, explained or not', async (_, policy) => {
    const place = await scene(policy, { '.opensession/allowed_signers': '# nobody yet\n' });
    const at12 = place.start.slice(0, 12);
    await expect(place.judge()).rejects.toMatchObject({
      code: 'policy_unsatisfiable',
      exitCode: 2,
      message: expect.stringContaining(`${POLICY_PATH} of refs/heads/main (${at12})`),
    });
    const at = { home: place.repo.home, cwd: place.repo.dir };
    for (const more of [[], ['--explain'], ['--strict']]) {
      const { code, stdout } = await runCli(['gate', '--base', 'main', '--json', ...more], at);
      expect([code, JSON.parse(stdout)]).toMatchObject([2, { error: { code: 'policy_unsatisfiable' } }]);
    }
  });

  test('strict alone', async () => {
    const place = await scene(CHECK);
    expect((await place.judge()).verdict).toBe('pass');
    await expect(place.judge({ strict: true })).rejects.toMatchObject({ code: 'policy_unsatisfiable' });
  });
});

test.each([
  ['no TOML', 'accept = [', {}],
  ['an unknown key', 'requre = "always"\n', {}],
  ['a check that is none', '', { rerun_results: [{ name: 'lint', result: 'success' as const }] }],
])('%s: the branch and the commit are named where it was read', async (_, policy, how) => {
  const place = await scene(policy);
  // what the change says of itself is not what is wrong
  place.repo.write(POLICY_PATH, '');
  place.repo.commit('empty');
  const named = `${POLICY_PATH} of refs/heads/main (${place.start.slice(0, 12)})`;
  await expect(place.judge(how)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(named) });
});

test('init and gate by the command line', async () => {
  const place = await scene(undefined, { Makefile: 'test:\n\tgrep -q agent a.txt\n' });
  const at = { home: place.repo.home, cwd: place.repo.dir };
  const first = await runCli(['gate', 'init'], at);
  expect([first.code, JSON.parse(first.stdout)]).toMatchObject([
    0,
    { written: true, checks: [{ command: 'make test' }] },
  ]);
  expect((await runCli(['gate', 'init'], at)).code).toBe(1);
  place.repo.commit('policy');
  place.repo.git('branch', '-f', 'main', 'work');
  place.repo.write('a.txt', 'agent\n');
  place.repo.commit('work');
  const explained = await runCli(['gate', '--explain'], at);
  expect(JSON.parse(explained.stdout)).toMatchObject({ sources: { required_checks: 'policy' } });
});
