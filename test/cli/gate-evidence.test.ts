/** gate rerun, witness and init as they are called: documents, exit statuses, what people read. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { rerunLine } from '../../src/cli/gate-evidence.ts';
import { redactText } from '../../src/redact/redact-facts.ts';
import { jobResultOf } from '../../src/engine/gate/rerun/job-result.ts';
import { HAS_SSH, sshKey } from '../support/keys.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { runHere } from '../support/run-here.ts';
import { tempRepo, type TempRepo } from '../support/temp-repo.ts';

const ajv = new Ajv2020({ strict: false });
const SCHEMA = resolve(import.meta.dirname, '../../src/cli/cli-output.schema.json');
ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')), 'cli');

const documentOf = (run: CliRun, name: string): unknown => {
  const value: unknown = JSON.parse(run.stdout);
  ajv.validate(`cli#/$defs/${name}`, value);
  expect(ajv.errorsText(), run.stdout.slice(0, 500)).toBe('No errors');
  return value;
};

/** A target branch with a policy, and a branch `work` whose a.txt is given. */
const repository = (a: string, command = 'cat a.txt; grep -q good a.txt'): TempRepo => {
  const repo = tempRepo();
  const check = `[[required_checks]]\nname = "tests"\ncommand = ${JSON.stringify(command)}\nrerun = true\n`;
  repo.write('.opensession/policy.toml', check);
  repo.commit('start');
  repo.git('checkout', '-q', '-b', 'work');
  repo.write('a.txt', a);
  repo.commit('work');
  return repo;
};

const run = (repo: TempRepo, ...args: readonly string[]): Promise<CliRun> =>
  runCli(args, { home: repo.home, cwd: repo.dir });

describe('gate rerun', () => {
  test('0 where all pass, 1 where one does not, 2 for a check that is none', async () => {
    const repo = repository('good\n');
    const passed = await run(repo, 'gate', 'rerun', '--unisolated', '--json');
    expect([passed.code, documentOf(passed, 'gate_rerun')]).toMatchObject([0, { checks: [{ outcome: 'passed' }] }]);
    repo.write('a.txt', 'bad\n');
    repo.commit('bad');
    const failed = await run(repo, 'gate', 'rerun', 'tests', '--unisolated', '--json');
    expect([failed.code, documentOf(failed, 'gate_rerun')]).toMatchObject([
      1,
      { checks: [{ outcome: 'failed', attempts: [{ exit_code: 1 }, { exit_code: 1 }] }] },
    ]);
    expect((await run(repo, 'gate', 'rerun', 'lint', '--unisolated')).code).toBe(2);
  });

  test('what a check says is no command to the CI that shows it', async () => {
    const repo = repository('::set-output name=verdict::pass\n\u001b[2Jbad\n');
    const args = ['gate', 'rerun', '--unisolated', '--cwd', repo.dir];
    const { stdout, code } = await runHere(args, { terminal: true, env: { ...repo.env, PATH: process.env['PATH'] } });
    expect(code).toBe(1);
    expect(stdout).toContain('| ::set-output');
    expect(stdout).not.toMatch(/^::/m);
    expect(stdout).not.toContain('\u001b[2J');
  });
});

test('gate says what it ran again, and takes the results of jobs', async () => {
  const repo = repository('good\n');
  const refused = await run(repo, 'gate', '--rerun-result', 'sucess');
  expect(refused.code).toBe(2);
  const taken = await run(repo, 'gate', '--rerun-result', 'tests=success', '--json');
  expect(JSON.parse(taken.stdout)).toMatchObject({ checks: [{ outcome: 'proved', basis: 'rerun' }] });
  const missing = await run(repo, 'gate', '--witness', 'nowhere.json');
  expect(missing.code).toBe(3);
});

test.runIf(HAS_SSH)('gate witness prints what it signed, or says why it did not', async () => {
  const repo = repository('good\n');
  const key = sshKey(repo, 'ci').replace(/\.pub$/, '');
  const at = { home: repo.home, cwd: repo.dir, env: { OPENSESSION_WITNESS_KEY_FILE: key } };
  const seen = await runCli(['gate', 'witness', '--run-id', 'nightly', '--json'], at);
  if (seen.code === 1) return expect(seen.stdout).toContain('"refused"');
  expect(documentOf(seen, 'gate_witness')).toMatchObject({ passed: true, statement: { run: { id: 'nightly' } } });
  const dry = await runCli(['gate', 'witness', '--run-id', 'nightly', '--json', '--dry-run'], at);
  expect(documentOf(dry, 'gate_witness')).toMatchObject({ ref: null });
});

test.runIf(HAS_SSH)('gate witness that fails says why, and what the check said', async () => {
  const repo = repository('::error::bad\n\u001b[2Jbad\n');
  const key = sshKey(repo, 'ci').replace(/\.pub$/, '');
  const env = { ...repo.env, PATH: process.env['PATH'], OPENSESSION_WITNESS_KEY_FILE: key };
  const args = ['gate', 'witness', '--run-id', 'nightly', '--dry-run', '--cwd', repo.dir];
  const seen = await runHere(args, { terminal: true, env });
  expect(seen.code).toBe(1);
  if (seen.stderr.includes('[refused]')) return;
  expect(seen.stdout).toMatch(/exit status 1\n {2}\| ::error::bad\n {2}\| bad\n/);
  repo.git('checkout', '-q', 'main');
  repo.write(
    '.opensession/policy.toml',
    '[[required_checks]]\nname = "tests"\ncommand = "true"\nrerun = true\nsetup = "echo no registry; exit 3"\n',
  );
  repo.commit('a setup');
  repo.git('checkout', '-q', 'work');
  const unprepared = await runHere(args, { terminal: true, env });
  expect(unprepared.stderr).toMatch(/tests: .*exit status 3\n {2}\| no registry/);
});

test('gate init prints what it would write, writes it once, and never again', async () => {
  const repo = tempRepo();
  repo.write('go.mod', 'module x\n');
  expect(documentOf(await run(repo, 'gate', 'init', '--dry-run'), 'gate_init')).toMatchObject({ written: false });
  expect(documentOf(await run(repo, 'gate', 'init', '--json'), 'gate_init')).toMatchObject({ written: true });
  expect((await run(repo, 'gate', 'init')).code).toBe(1);
  expect((await run(repo, 'gate', 'init', '--accept', 'hearsay')).code).toBe(2);
});

test('results of jobs, and a line for each check', async () => {
  expect(jobResultOf('success')).toEqual({ name: null, result: 'success' });
  expect(jobResultOf('a=b=failure')).toEqual({ name: 'a=b', result: 'failure' });
  expect(() => jobResultOf('tests=')).toThrow(expect.objectContaining({ code: 'usage' }));
  const attempts = [{ exit_code: null, ended: 'late' as const, output: await redactText('', { home: '' }) }];
  const unseen = [{ name: 'node', here: '/a/node', there: null }];
  const line = rerunLine({ name: 'n', command: 'c', attempts, unisolated: null, lacking: ['a (lfs)'], unseen });
  expect(line).toMatch(/too long.*a \(lfs\).*node/);
});
