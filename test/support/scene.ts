/** A repository with one session, the command line in it, and what a failing command has to tell. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type ClaudeLog, claudeLog } from './claude-log.ts';
import type { CliRun } from './run-cli.ts';
import { runHere } from './run-here.ts';
import { type TempRepo, tempRepo } from './temp-repo.ts';

export const PREFIX = 'refs/opensession/handoff/artifacts/';
export const POSIX = process.platform !== 'win32';

export interface Scene {
  readonly repo: TempRepo;
  readonly log: ClaudeLog;
  /** Writes the log anew. */
  keep(): string;
  run(...argv: string[]): Promise<CliRun>;
  runWith(env: { readonly [name: string]: string }, ...argv: string[]): Promise<CliRun>;
  file(name: string, content: string | Buffer): string;
}

/** A repository with one session of it. */
export const scene = (): Scene => {
  const repo = tempRepo();
  repo.commit('one');
  const log = claudeLog(repo.dir);
  log.user('Fix the sum');
  log.say('Done.');
  const keep = (): string => log.keep(repo.home);
  keep();
  const runWith: Scene['runWith'] = (env, ...argv) => {
    const at = argv.includes('--cwd') ? [] : ['--cwd', repo.dir];
    return runHere([...argv, ...at], { env: { ...repo.env, ...env } });
  };
  const file: Scene['file'] = (name, content) => {
    writeFileSync(join(repo.base, name), content);
    return join(repo.base, name);
  };
  return { repo, log, keep, file, runWith, run: (...argv) => runWith({}, ...argv) };
};

export const ARTIFACT = ['session', 'handoff', 'artifact'];

/** The error on stdout of a command with --json, and that its message says something. */
export const failed = (run: CliRun, exit: number, code: string): void => {
  const { error } = JSON.parse(run.stdout) as { error: { code: string; message: string } };
  expect({ exit: run.code, code: error.code }).toEqual({ exit, code });
  expect(error.message).not.toMatch(/^\s*$|undefined|\[object/);
};

export const fails = async (
  place: Scene,
  argv: readonly string[],
  [exit, code]: readonly [number, string],
): Promise<void> => failed(await place.run(...argv, '--json'), exit, code);

export const commandsOn = (id: string): readonly (readonly string[])[] => [
  [...ARTIFACT, 'list'],
  ...['show', 'refresh', 'render-md', 'rm'].map((name) => [...ARTIFACT, name, id]),
];

/** Which artifacts a listing shows, by id. */
export const stateOf = async (place: Scene): Promise<Record<string, string>> => {
  const { code, stdout } = await place.run(...ARTIFACT, 'list');
  expect(code).toBe(0);
  const entries = JSON.parse(stdout) as { artifact_id: string; problem: string | null }[];
  return Object.fromEntries(
    entries.map(({ artifact_id, problem }) => [artifact_id, problem === null ? 'readable' : 'unreadable']),
  );
};
