/** The pages on the gate: every example is held against action.yml, those of a shell are run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { readInputs } from '../../src/action/inputs.ts';
import { askedChange } from '../../src/action/asked-change.ts';
import { gateRules } from '../../src/rules/gate/index.ts';
import { MAIN } from '../support/run-cli.ts';
import { manifest, type Remote, remoteScene, ROOT, unclaimedBranch } from './action-job.ts';

const PAGE = join(ROOT, 'src/action/README.md');
const RULES = join(ROOT, 'src/rules/gate/README.md');
const page = readFileSync(PAGE, 'utf8');
const rules = readFileSync(RULES, 'utf8');

const blocks = (language: string): readonly string[] =>
  Array.from(page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm')), ([, text = '']) => text);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly [name: string]: string | number | boolean };
  readonly 'continue-on-error'?: boolean;
}

interface Workflow {
  readonly name: string;
  readonly on: { readonly [event: string]: unknown };
  readonly permissions: { readonly [scope: string]: string };
  readonly jobs: { readonly [id: string]: Job };
}

interface Job {
  readonly permissions?: Workflow['permissions'];
  readonly needs?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface GitlabFile {
  readonly 'handoff-gate': { readonly script: readonly string[] };
}

const documents = blocks('yaml').map((text) => parseDocument(text, { prettyErrors: true, uniqueKeys: true }));
const files = documents.map((document, index) => {
  const [, name = ''] = /^# (\S+)$/m.exec(blocks('yaml')[index] ?? '') ?? [];
  return { name, document, value: document.toJS() as unknown };
});
const workflows = files
  .filter(({ name }) => name.startsWith('.github/workflows/'))
  .map(({ name, value }, index) => ({ title: `${index + 1} ${name}`, workflow: value as Workflow }));

const isGate = ({ uses = '' }: Step): boolean => uses.startsWith('opensession/handoff@');

test('there are the examples that are promised', () => {
  expect(files.map(({ name }) => name)).toEqual([
    '.github/workflows/handoff-gate.yml',
    '.github/workflows/handoff-comment.yml',
    '.github/workflows/handoff-gate.yml',
    '.github/workflows/handoff-comment.yml',
    '.github/workflows/handoff-scan.yml',
    '.github/workflows/handoff-gate.yml',
    '.gitlab-ci.yml',
  ]);
  for (const { document } of files) expect([...document.errors, ...document.warnings]).toEqual([]);
});

describe.each(workflows)('$title', ({ workflow }) => {
  const jobs = Object.values(workflow.jobs);
  const gates = jobs.flatMap((job) => job.steps.filter(isGate).map((step) => ({ job, step })));

  test('is about events that the Action knows', () => {
    for (const event of Object.keys(workflow.on)) {
      const ask = () => askedChange({ name: event, payload: {}, base: null, head: null });
      expect(ask).toThrow(/in the event/);
    }
  });

  test('gives the Action inputs that it has, with values that it takes', () => {
    expect(gates).toHaveLength(1);
    for (const { step } of gates) {
      for (const name of Object.keys(step.with ?? {})) expect(Object.keys(manifest.inputs)).toContain(name);
      const value = (name: string): string => String(step.with?.[name] ?? manifest.inputs[name]?.default ?? '');
      // as GitHub fills it in, of a job that there is
      const filled = (text: string): string =>
        text.replace(/^\$\{\{ needs\.(\w+)\.result \}\}$/, (_, job: string) =>
          job in workflow.jobs ? 'success' : '?',
        );
      expect(() => readInputs((name) => filled(value(name)))).not.toThrow();
    }
  });

  test('runs the gate in a job of its own, with the permissions that it needs and no other', () => {
    for (const { job, step } of gates) {
      const [first, ...later] = job.steps;
      expect(first).toBe(step);
      expect(later.filter(({ uses = '' }) => !uses.startsWith('github/codeql-action/upload-sarif@'))).toEqual([]);
      const comments = !['off', undefined].includes(step.with?.['comment'] as string | undefined);
      expect(job.permissions ?? workflow.permissions).toEqual({
        contents: 'read',
        ...(comments ? { 'pull-requests': 'write' } : {}),
        ...(later.length > 0 ? { 'security-events': 'write' } : {}),
      });
      expect(later.every((one) => one.with?.['sarif_file'] === step.with?.['sarif-file'])).toBe(true);
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
  });

  test('runs what is of the head without any permission, and never with the rights of the target', () => {
    for (const job of jobs.filter(({ steps }) =>
      steps.some(({ run, uses = '' }) => run !== undefined || /checkout/.test(uses)),
    )) {
      expect(job.permissions).toEqual({});
      expect(job.steps[0]?.with).toMatchObject({ 'persist-credentials': false });
      expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    }
  });
});

test.each([
  ['inputs', manifest.inputs],
  ['outputs', manifest.outputs],
])('the page tells all %s, and action.yml describes them', (_, named) => {
  const cells = Array.from(page.matchAll(/^\| (`[^|]+`) \|/gm), ([, cell = '']) => cell).join(' ');
  for (const [name, { description }] of Object.entries(named)) {
    expect(cells).toContain(`\`${name}\``);
    expect(description).toMatch(/\.$/);
  }
});

test('links and anchors lead somewhere', () => {
  for (const [path, text] of [
    [PAGE, page],
    [RULES, rules],
  ] as const)
    for (const [, link = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      const [file = '', anchor] = link.split('#');
      if (file !== '') expect([link, existsSync(join(dirname(path), file))]).toEqual([link, true]);
      const titles = Array.from(text.matchAll(/^## (.*)$/gm), ([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
      if (anchor !== undefined && file === '') expect(titles).toContain(anchor);
    }
});

test('the page on what is proved lists every finding as the rules have it', () => {
  const rows = Array.from(rules.matchAll(/^\| `([a-z_]+)` \| (.*) \| (\w+) \| (\w+) \|$/gm), ([, ...cells]) => cells);
  expect(rows.filter(([code]) => code?.includes('_') || code === 'flaky')).toEqual(
    gateRules.map(({ code, description, severity }) => [code, description, severity.default, severity.strict]),
  );
});

describe('the examples of a shell run', () => {
  /** `npx` of the examples is this command line, whatever version they name. */
  const shimmed = ({ place: { repo } }: Remote): { readonly [name: string]: string } => {
    const bin = join(repo.base, 'bin');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'npx'),
      `#!/bin/sh\n[ "$1" = --yes ] && [ "\${2%@*}" = opensession ] || exit 99\nshift 2\nexec "${process.execPath}" "${MAIN}" "$@"\n`,
    );
    chmodSync(join(bin, 'npx'), 0o755);
    return { ...repo.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, TMPDIR: repo.base };
  };

  test('any other CI', async () => {
    const [script = ''] = blocks('sh');
    const remote = await remoteScene();
    const head = await unclaimedBranch(remote);
    const env = { ...shimmed(remote), REMOTE: remote.url, BASE: 'main', HEAD: head };
    const run = spawnSync('sh', ['-c', script], { cwd: remote.place.repo.base, env, encoding: 'utf8' });
    expect(run).toMatchObject({ status: 1, stderr: '' });
    expect(run.stdout).toContain('b.txt is changed, and no handoff claims it');
    const plain = script.replace(' --strict', '');
    expect(execFileSync('sh', ['-c', plain], { cwd: remote.place.repo.base, env, encoding: 'utf8' })).toMatch(
      /^pass: /,
    );
  });

  test('GitLab', async () => {
    const [gitlab] = files.filter(({ name }) => name === '.gitlab-ci.yml').map(({ value }) => value as GitlabFile);
    const script = gitlab?.['handoff-gate'].script ?? [];
    const remote = await remoteScene();
    const head = await unclaimedBranch(remote);
    const project = join(remote.place.repo.base, 'project');
    mkdirSync(project);
    const env = {
      ...shimmed(remote),
      CI_COMMIT_SHA: head,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_REPOSITORY_URL: remote.url,
      CI_PROJECT_DIR: project,
    };
    // as the runner does it: one shell, which ends at the first line that fails
    const run = spawnSync('sh', ['-e', '-c', script.join('\n')], { cwd: project, env, encoding: 'utf8' });
    expect(run.status).toBe(1);
    const report = JSON.parse(readFileSync(join(project, 'gl-code-quality-report.json'), 'utf8')) as object[];
    expect(report).toContainEqual(expect.objectContaining({ check_name: 'files_unclaimed', severity: 'critical' }));
  });
});
