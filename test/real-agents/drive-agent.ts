import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { madeUpSecrets } from '../support/recorded.ts';
import type { RealAgent } from './agents.ts';
import { endLeftovers } from './end-leftovers.ts';
import type { Installed } from './install-agent.ts';
import { startModel } from './model/start-model.mjs';

export interface Driven {
  readonly home: string;
  readonly repo: string;
  readonly secrets: { readonly [name: string]: string };
}

interface Scenario {
  readonly files?: { readonly [path: string]: string };
  readonly prompts: readonly string[];
  /** Each prompt but the first goes on in a copy of the session, where the agent can do that. */
  readonly fork?: boolean;
}

/** An agent that hangs is ended after this many milliseconds a prompt. */
const TIMEOUT = 120_000;

/**
 * Drives one real agent through a scenario against the scripted model on loopback, in `out/repo` with HOME `out/home`.
 * @throws when the agent fails, with the end of what it printed
 */
export const driveAgent = async (
  agent: RealAgent,
  installed: Installed,
  where: { readonly scenario: string; readonly out: string },
): Promise<Driven> => {
  const secrets = madeUpSecrets();
  const text = readFileSync(where.scenario, 'utf8').replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => secrets[name] ?? '',
  );
  const scenario = JSON.parse(text) as Scenario;
  const home = join(where.out, 'home');
  const repo = join(where.out, 'repo');
  mkdirSync(home, { recursive: true });
  makeRepository(repo, scenario.files ?? {});
  const { server, port } = await startModel({ scenario, cwd: repo });
  const base = `http://127.0.0.1:${port}`;
  try {
    agent.prepare?.(base, home);
    const run = (args: readonly string[]): Promise<void> =>
      runAgent(join(installed.bin, agent.bin), args, {
        cwd: repo,
        env: environment(home, installed.bin, agent.env(base)),
      });
    const setup = agent.setup?.(base);
    if (setup !== undefined) await run(setup);
    for (const [turn, prompt] of scenario.prompts.slice(0, agent.turns).entries())
      await run([...agent.args(prompt, turn), ...(turn > 0 && scenario.fork === true ? (agent.fork ?? []) : [])]);
  } finally {
    endLeftovers(home);
    server.closeAllConnections();
    server.close();
  }
  return { home, repo, secrets };
};

const makeRepository = (repo: string, files: { readonly [path: string]: string }): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repo, path)), { recursive: true });
    writeFileSync(join(repo, path), text);
  }
  mkdirSync(repo, { recursive: true });
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: repo, stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Dev');
  git('config', 'user.email', 'dev@example.com');
  git('add', '-A');
  git('commit', '-qm', 'start');
};

/** Little of ours: an agent must not find the settings of the person who runs the tests. */
const environment = (home: string, bin: string, more: { readonly [name: string]: string }): NodeJS.ProcessEnv => ({
  PATH: `${bin}:${process.env['PATH'] ?? ''}`,
  HOME: home,
  TERM: 'xterm-256color',
  LANG: 'C.UTF-8',
  CI: '1',
  NO_PROXY: '127.0.0.1',
  ...more,
});

const runAgent = (
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`the agent ended with ${code}: ${printed.slice(-400)}`));
    });
  });
