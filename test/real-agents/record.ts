/**
 * `node test/real-agents/record.ts AGENT SCENARIO`: drives a real agent and keeps what it left behind in
 * test/fixtures/recorded/AGENT/SCENARIO: its session store, the repository's commits, and what was not committed. Works
 * in /home/dev, so that recordings carry no other path. A scenario with placeholders is not recorded this way: their
 * values would stay in the store.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RECORDED, SCENARIOS, truthOf } from '../support/recorded.ts';
import { realAgents } from './agents.ts';
import { driveAgent } from './drive-agent.ts';
import { installAgent } from './install-agent.ts';

const OUT = '/home/dev';
const [name = '', scenario = ''] = process.argv.slice(2);
const agent = realAgents.find(({ id }) => id === name);
if (agent === undefined)
  throw new Error(`expected one of ${realAgents.map(({ id }) => id).join(', ')}, found "${name}"`);
if (truthOf(scenario).secrets !== undefined) throw new Error(`"${scenario}" has placeholders`);
if (existsSync(OUT)) throw new Error(`${OUT} is there already`);

/** Beside sessions: caches, locks and logs of the agent, which differ from machine to machine. */
const LEFT_OUT =
  /^(snapshot|log|logs|cache|bin|hub|settings|plugins|workspaces|tool-output|\.session-operation-locks)$|\.(lock|log)$|-(wal|shm)$/;

const installed = installAgent(agent);
const to = join(RECORDED, name, scenario);
try {
  const { home, repo } = await driveAgent(agent, installed, {
    scenario: join(SCENARIOS, `${scenario}.json`),
    out: OUT,
  });
  rmSync(to, { recursive: true, force: true });
  keepSessions(join(home, agent.sessions), join(to, 'home', agent.sessions));
  keepRepository(repo);
  const about = { agent: name, version: installed.version, scenario };
  writeFileSync(join(to, 'run.json'), `${JSON.stringify(about, null, 2)}\n`);
} finally {
  rmSync(OUT, { recursive: true, force: true });
}

function keepSessions(from: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  for (const path of storesBelow(from)) atRest(path);
  cpSync(from, target, { recursive: true, filter: (path) => !LEFT_OUT.test(path.split('/').at(-1) ?? '') });
}

function storesBelow(dir: string): string[] {
  return readdirSync(dir).flatMap((entry) => {
    const path = join(dir, entry);
    if (statSync(path).isDirectory()) return storesBelow(path);
    return path.endsWith('.db') ? [path] : [];
  });
}

/** Without a write-ahead log, and without the remains of what was deleted. */
function atRest(path: string): void {
  const store = new DatabaseSync(path);
  store.exec('pragma wal_checkpoint(truncate); pragma journal_mode=delete; vacuum;');
  store.close();
}

function keepRepository(repo: string): void {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: repo, encoding: 'utf8' });
  git('bundle', 'create', '-q', join(to, 'repo.bundle'), '--all');
  writeFileSync(join(to, 'work.diff'), git('diff', 'HEAD', '--binary'));
  writeFileSync(join(to, 'status.txt'), git('status', '--short', '-uall'));
  for (const path of git('ls-files', '--others', '--exclude-standard', '-z').split('\0')) {
    if (path !== '') cpSync(join(repo, path), join(to, 'untracked', path), { recursive: true });
  }
}
