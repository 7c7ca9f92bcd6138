/** A job of GitHub Actions that runs the bundled Action as a process, on a repository with a bare remote. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { parse } from 'yaml';
import type { GateReport } from '../../src/domain/gate-report.ts';
import { type Scene, scene } from '../engine/gate/gate-scene.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** action.yml as it is read. */
export interface Manifest {
  readonly inputs: { readonly [name: string]: { readonly description: string; readonly default?: string } };
  readonly outputs: { readonly [name: string]: { readonly description: string } };
  readonly runs: { readonly using: string; readonly main: string };
}

export const manifest = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Manifest;

/** Builds the bundle for the tests of a file. @returns where its first file is */
export const bundledAction = (): { readonly main: () => string } => {
  let dir = '';
  beforeAll(() => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'opensession-action-')));
    execFileSync(process.execPath, [join(ROOT, 'scripts/build-action.ts'), dir], { stdio: 'pipe' });
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return { main: () => join(dir, 'index.cjs') };
};

export interface Remote {
  readonly place: Scene;
  /** file:// of the bare remote. */
  readonly url: string;
  readonly dir: string;
  /** Everything of ours, and the branches. */
  push(...refspecs: string[]): void;
}

/** A scene with a bare remote that has its start on main. */
export const remoteScene = async (policy = 'wait_seconds = 0\n'): Promise<Remote> => {
  const place = await scene(policy);
  const { repo } = place;
  const dir = join(repo.base, 'remote.git');
  mkdirSync(dir);
  repo.gitWith({ cwd: dir }, 'init', '--quiet', '--bare', '--initial-branch=main', '.');
  const push: Remote['push'] = (...refspecs) => void repo.git('push', '--quiet', '--force', dir, ...refspecs);
  push('main');
  return { place, dir, url: `file://${dir}`, push };
};

/** A branch whose one change is claimed, pushed with its artifact. @returns the head */
export const claimedBranch = async (remote: Remote): Promise<string> => {
  const { place } = remote;
  place.repo.write('a.txt', 'changed\n');
  await place.save('one', ['a.txt']);
  const head = place.repo.commit('work');
  remote.push('work', 'refs/opensession/*:refs/opensession/*');
  return head;
};

/** The same with a file that nobody claims: a warning, and an error with strict. */
export const unclaimedBranch = async (remote: Remote): Promise<string> => {
  remote.place.repo.write('b.txt', 'nobody\n');
  remote.place.repo.commit('more');
  return claimedBranch(remote);
};

export const pullRequest = (url: string, head: string, fork = url, author = 'author'): object => ({
  repository: { clone_url: url, default_branch: 'main' },
  pull_request: {
    number: 7,
    user: { login: author },
    head: { sha: head, repo: { clone_url: fork } },
    // of when the pull request was opened: stale
    base: { ref: 'main', sha: '0'.repeat(40) },
  },
});

export interface JobOptions {
  readonly main: string;
  readonly repo: Scene['repo'];
  readonly event: string;
  readonly payload: object;
  readonly inputs?: { readonly [name: string]: string };
  readonly env?: { readonly [name: string]: string };
  /** Of the mock. */
  readonly api?: string;
  /** Is given what ends the job, as a person does who cancels it. */
  readonly onStart?: (end: (signal: 'SIGINT' | 'SIGTERM') => void) => void;
}

export interface JobRun {
  readonly code: number | null;
  readonly log: string;
  readonly stderr: string;
  readonly outputs: { readonly [name: string]: string };
  readonly summary: string;
  readonly workspace: string;
  readonly temp: string;
  /** Workflow commands in the log, as the runner takes them. */
  readonly commands: readonly string[];
  report(): GateReport;
}

let jobs = 0;

/** As the runner does it: inputs with their defaults in the environment, files for outputs and summary. */
export const runJob = async ({ main, repo, event, payload, api, ...rest }: JobOptions): Promise<JobRun> => {
  const dir = join(repo.base, `job-${jobs++}`);
  const [workspace, temp] = [join(dir, 'workspace'), join(dir, 'temp')];
  for (const made of [workspace, temp]) mkdirSync(made, { recursive: true });
  const file = (name: string, text: string): string => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  };
  const inputs = { ...defaults(), ...rest.inputs };
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: repo.home,
    GIT_CONFIG_NOSYSTEM: '1',
    RUNNER_TEMP: temp,
    TMPDIR: temp,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(payload)),
    GITHUB_OUTPUT: file('output', ''),
    GITHUB_STEP_SUMMARY: file('summary', ''),
    GITHUB_REPOSITORY: 'owner/name',
    GITHUB_SERVER_URL: 'https://github.invalid',
    GITHUB_API_URL: api ?? 'http://127.0.0.1:9',
    // a merge made for tests, which must not be judged
    GITHUB_SHA: 'f'.repeat(40),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...rest.env,
  };
  const child = spawn(process.execPath, [main], { cwd: workspace, env, stdio: ['ignore', 'pipe', 'pipe'] });
  rest.onStart?.((signal) => void child.kill(signal));
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  const outputs = outputsIn(readFileSync(env.GITHUB_OUTPUT, 'utf8'));
  const reportPath = outputs['report-path'] ?? '';
  return {
    code,
    log: texts.stdout,
    stderr: texts.stderr,
    outputs,
    summary: existsSync(env.GITHUB_STEP_SUMMARY) ? readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8') : '',
    workspace,
    temp,
    commands: texts.stdout
      .split(/\r\n|\r|\n/)
      .filter((line) => line.trimStart().startsWith('::') || line.includes('##[')),
    report: () => JSON.parse(readFileSync(reportPath, 'utf8')) as GateReport,
  };
};

const defaults = (): { readonly [name: string]: string } => ({
  ...Object.fromEntries(Object.entries(manifest.inputs).map(([name, input]) => [name, input.default ?? ''])),
  token: ['gh', 's_', 'x'.repeat(36)].join(''),
});

/** `name<<delimiter`, lines, the delimiter: as the runner reads it. */
const outputsIn = (text: string): { readonly [name: string]: string } => {
  const lines = text.split('\n');
  const outputs: { [name: string]: string } = {};
  for (let at = 0; at < lines.length; at++) {
    const [, name, delimiter] = /^(.*?)<<(.*)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, at + 1);
    outputs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
};
