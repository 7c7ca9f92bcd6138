import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { gateFormats } from '../../src/formats/gate/index.ts';
import { validatePolicy } from '../../src/generated/validate-policy.js';
import { validateGateReport } from '../../src/generated/validate-gate-report.js';
import { type Scene, scene } from '../engine/gate/gate-scene.ts';
import type { CliRun } from '../support/run-cli.ts';
import { runHere } from '../support/run-here.ts';

/** A branch with one claimed file and one that nobody claims: a warning, and an error with --strict. */
const judged = async (): Promise<Scene> => {
  const place = await scene();
  place.repo.write('a.txt', 'changed\n');
  place.repo.write('b.txt', 'nobody\n');
  await place.save('one', ['a.txt']);
  place.repo.commit('work');
  return place;
};

const gate = ({ repo }: Scene, args: readonly string[], terminal = false): Promise<CliRun> =>
  runHere(['gate', '--base', 'main', '--cwd', repo.dir, ...args], { terminal, env: repo.env });

describe('gate', () => {
  test('prints a report in every format, with the same exit status', async () => {
    const place = await judged();
    for (const { id } of gateFormats) {
      const passed = await gate(place, ['--format', id]);
      expect(passed).toMatchObject({ code: 0, stderr: '' });
      expect(passed.stdout).toContain('files_unclaimed');
      expect((await gate(place, ['--format', id, '--strict'])).code).toBe(1);
    }
  });

  test('says of an artifact whose object is gone that it was not looked at, where a path is left to explain', async () => {
    const place = await judged();
    place.repo.write('.git/refs/opensession/handoff/artifacts/gone', `${'1'.repeat(40)}\n`);
    const { code, stdout } = await gate(place, ['--json']);
    expect(code).toBe(0);
    const { findings } = JSON.parse(stdout);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'artifact_unread', severity: 'note', place: { artifact: 'base:gone' } }),
    );
    // `one` is named and explains all: no other is looked for
    const named = await scene();
    named.repo.write('a.txt', 'changed\n');
    await named.save('one', ['a.txt']);
    named.repo.commit('work');
    named.repo.write('.git/refs/opensession/handoff/artifacts/gone', `${'1'.repeat(40)}\n`);
    expect((await gate(named, ['--json', '--artifact', 'one'])).stdout).not.toContain('artifact_unread');
  });

  test('says it as text on a terminal, as JSON elsewhere and with --json', async () => {
    const place = await judged();
    expect((await gate(place, [], true)).stdout).toMatch(/^pass: [0-9a-f]{12} against refs\/heads\/main/);
    for (const args of [[], ['--json'], ['--json', '--format', 'json']])
      expect(validateGateReport(JSON.parse((await gate(place, args)).stdout))).toBe(true);
    expect(await gate(place, ['--json'], true)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\{/) as string,
    });
  });

  test('writes it to a file also when it fails, and with --dry-run does not', async () => {
    const place = await judged();
    const file = join(place.repo.base, 'gate.sarif');
    const args = ['--strict', '--format', 'sarif', '--output', file, '--json'];
    const dry = await gate(place, [...args, '--dry-run']);
    expect(JSON.parse(dry.stdout)).toMatchObject({ path: file, written: false });
    expect(existsSync(file)).toBe(false);
    const run = await gate(place, args);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ path: file, written: true });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  test.each([
    [['--format', 'yaml'], 'unknown_format'],
    [['--format', 'sarif', '--json'], 'usage'],
    [['--explain', '--format', 'json'], 'usage'],
    [['--explain', '--output', 'x'], 'usage'],
  ])('%j is refused', async (args, code) => {
    const run = await gate(await judged(), args);
    expect(run.code).toBe(2);
    expect(`${run.stdout}${run.stderr}`).toContain(code);
  });
});

describe('gate --explain', () => {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../src/cli/cli-output.schema.json'), 'utf8')),
    'cli',
  );
  const POLICY = `ignore = ["*.lock"]
[[required_checks]]
name = "tests"
command = "npm test"
setup = "npm ci"
network = "setup"
rerun = true
`;

  test.each([
    ['without a policy', undefined, [], null],
    ['with one', POLICY, [], 'policy'],
    ['with one, strict and narrowed', POLICY, ['--strict', '--wait', '0'], 'policy'],
  ])('%s, is a document of its schema', async (_, policy, args, source) => {
    const place = await scene(policy);
    const { code, stdout } = await gate(place, ['--explain', '--json', ...args]);
    expect(code).toBe(0);
    const value = JSON.parse(stdout) as { policy: unknown };
    ajv.validate('cli#/$defs/gate_explain', value);
    expect(ajv.errorsText(), stdout).toBe('No errors');
    expect(validatePolicy(value.policy)).toBe(true);
    expect(value).toMatchObject({
      blob: source === null ? null : place.repo.git('rev-parse', 'main:.opensession/policy.toml'),
      sources: { required_checks: source ?? 'default', wait_seconds: args.length > 0 ? 'option' : 'default' },
      read_from: { ref: 'refs/heads/main', commit: place.start },
    });
    if (source !== null) expect(value).toMatchObject({ policy: { required_checks: [{ network: 'setup' }] } });
  });

  test('the schema takes nothing else', async () => {
    const { stdout } = await gate(await scene(), ['--explain', '--json']);
    const value = JSON.parse(stdout) as { sources: object };
    const validate = ajv.compile({ $ref: 'cli#/$defs/gate_explain' });
    expect(validate(value)).toBe(true);
    for (const wrong of [
      { ...value, more: 1 },
      { ...value, read_from: undefined },
      { ...value, sources: {} },
    ])
      expect(validate(JSON.parse(JSON.stringify(wrong)))).toBe(false);
  });

  test('names branch and commit to people', async () => {
    const place = await scene(POLICY);
    const { stdout } = await gate(place, ['--explain'], true);
    expect(stdout).toContain(`of refs/heads/main (${place.start.slice(0, 12)})`);
  });
});
