/**
 * `npm run test:gate`: real coding agents, offline, change a repository; what they did is saved and pushed to a bare remote,
 * and the branch goes into it in the ways in which branches do. The gate between remotes has to say what each deserves.
 *
 *   --agents a,b   only these; default claude-code, codex
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { GateReport } from '../../src/domain/gate-report.ts';
import { openWorld } from '../../src/open-world.ts';
import { gitEnv } from '../support/git-env.ts';
import { SCENARIOS } from '../support/recorded.ts';
import { runCli } from '../support/run-cli.ts';
import { type RealAgent, realAgents } from './agents.ts';
import { driveAgent } from './drive-agent.ts';
import { installAgent, type Installed } from './install-agent.ts';

const { values } = parseArgs({ options: { agents: { type: 'string', default: 'claude-code,codex' } } });

const POLICY =
  'require = "always"\n[[required_checks]]\nname = "tests"\ncommand = "node --test"\nrerun = true\ndefinition = ["package.json"]\n';

interface Work {
  readonly home: string;
  readonly repo: string;
  readonly git: (...args: readonly string[]) => string;
  readonly write: (path: string, text: string) => void;
}

interface Case {
  readonly name: string;
  /** What the agent does; absent: as in `fix-add`. */
  readonly scenario?: (scenario: Scenario) => Scenario;
  /** Between the save and the commit. */
  readonly before?: (work: Work) => void;
  /** Between the commit on `work` and what is judged: HEAD. */
  readonly after?: (work: Work) => void;
  /** By the records alone. */
  readonly default: Expected;
  /** With the required check run again. */
  readonly strict: Expected;
}

interface Expected {
  readonly verdict: 'pass' | 'fail';
  /** Codes that have to be among the findings. */
  readonly finds: readonly string[];
}

const passes = (...finds: readonly string[]): Expected => ({ verdict: 'pass', finds });
const fails = (...finds: readonly string[]): Expected => ({ verdict: 'fail', finds });

interface Scenario {
  readonly files: { readonly [path: string]: string };
  readonly prompts: readonly string[];
  readonly steps: readonly { readonly do: string; readonly cmd?: string; readonly path?: string }[];
}

const mainMoves = ({ git, write }: Work): void => {
  git('checkout', '-q', 'main');
  write('other.js', 'export const other = 1;\n');
  git('add', '-A');
  git('commit', '-qm', 'main moves');
  git('push', '-q', 'origin', 'main');
};

const CASES: readonly Case[] = [
  { name: 'merged as it is', default: passes('evidence_recorded_only'), strict: passes() },
  {
    name: 'squashed, main has moved',
    after: (work) => {
      mainMoves(work);
      work.git('checkout', '-q', '-b', 'judged');
      work.git('merge', '-q', '--squash', 'work');
      work.git('commit', '-qm', 'squashed');
    },
    default: passes('check_other_tree'),
    strict: passes(),
  },
  {
    name: 'rebased, main has moved',
    after: (work) => {
      mainMoves(work);
      work.git('checkout', '-q', 'work');
      work.git('rebase', '-q', 'main');
    },
    default: passes('check_other_tree'),
    strict: passes(),
  },
  {
    name: 'main merged in',
    after: (work) => {
      mainMoves(work);
      work.git('checkout', '-q', 'work');
      work.git('merge', '-q', '--no-edit', 'main');
    },
    default: passes('check_other_tree'),
    strict: passes(),
  },
  {
    name: 'one file more, that nobody claims',
    after: ({ git, write }) => {
      write('rider.js', 'export const rider = 1;\n');
      git('add', '-A');
      git('commit', '-qm', 'a rider');
    },
    default: passes('files_unclaimed'),
    strict: fails('files_unclaimed'),
  },
  {
    name: 'a person edits after the run',
    before: ({ repo, write }) => write('add.js', `${readFileSync(join(repo, 'add.js'), 'utf8')}// by hand\n`),
    default: passes('path_drifted'),
    strict: fails('path_drifted'),
  },
  {
    name: 'the test fails in the end',
    scenario: (scenario) => ({
      ...scenario,
      steps: scenario.steps.map((step) => ('new' in step ? { ...step, new: '  return a * b;' } : step)),
    }),
    default: fails('verification_unresolved'),
    strict: fails('rerun_mismatch'),
  },
  {
    name: 'node --test || true',
    scenario: (scenario) => ({
      ...scenario,
      steps: scenario.steps.map((step) => (step.cmd === undefined ? step : { ...step, cmd: `${step.cmd} || true` })),
    }),
    // a failure that was seen is healed by no run whose end is hidden; where the check is run again it shows
    default: fails('verification_masked'),
    strict: passes(),
  },
];

/** Where nothing can be isolated nothing is run again, and strict takes nothing else. */
const isolates = (await (await openWorld().isolation(tmpdir())).way()).kind !== 'none';

const main = async (): Promise<void> => {
  let [passed, failed] = [0, 0];
  for (const agent of realAgents.filter(({ id }) => values.agents.split(',').includes(id))) {
    const installed = installAgent(agent, agent.version);
    for (const one of CASES) {
      const wrong = await tryCase(agent, installed, one);
      console.log(`${wrong.length === 0 ? 'ok  ' : 'MISS'} ${agent.id} ${installed.version}: ${one.name}`);
      for (const line of wrong) console.log(`       ${line}`);
      if (wrong.length === 0) passed++;
      else failed++;
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
};

const tryCase = async (agent: RealAgent, installed: Installed, one: Case): Promise<readonly string[]> => {
  const out = mkdtempSync(join(tmpdir(), 'opensession-gate-agent-'));
  try {
    const work = await worked(agent, installed, { one, out });
    const cli = async (...args: readonly string[]) =>
      runCli(args, { home: work.home, cwd: work.repo, env: { GIT_CONFIG_NOSYSTEM: '1' } });
    const saved = await cli('session', 'handoff', 'save', '--last', '--artifact-id', 'real', '--json');
    if (saved.code !== 0) return [`the save ended with ${saved.code}: ${saved.stderr}`];
    one.before?.(work);
    work.git('add', '-A');
    work.git('commit', '-qm', 'work');
    const sent = await cli('session', 'handoff', 'artifact', 'push', '--remote', 'origin', '--json');
    if (sent.code !== 0) return [`the push ended with ${sent.code}: ${sent.stderr}`];
    one.after?.(work);
    work.git('push', '-q', 'origin', 'HEAD:refs/heads/judged');
    const head = work.git('rev-parse', 'HEAD');
    const wrong: string[] = [];
    for (const mode of ['default', 'strict'] as const) {
      const options = mode === 'strict' ? ['--strict', '--rerun'] : [];
      const judged = await cli('gate', '--remote', 'origin', '--base', 'main', '--head', head, '--json', ...options);
      wrong.push(...wrongIn(one, mode, judged));
    }
    return wrong;
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    rmSync(out, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** What the agent left in its working tree, on a branch `work` of a repository whose `main` is in a bare remote. */
const worked = async (
  agent: RealAgent,
  installed: Installed,
  { one, out }: { readonly one: Case; readonly out: string },
): Promise<Work> => {
  const plain = JSON.parse(readFileSync(join(SCENARIOS, 'fix-add.json'), 'utf8')) as Scenario;
  const given = one.scenario?.(plain) ?? plain;
  const scenario = join(out, 'scenario.json');
  writeFileSync(scenario, JSON.stringify({ ...given, files: { ...given.files, '.opensession/policy.toml': POLICY } }));
  const { home, repo } = await driveAgent(agent, installed, { scenario, out });
  const remote = join(out, 'remote.git');
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: repo, env: { ...gitEnv(home) }, encoding: 'utf8' }).trim();
  cpSync(join(repo, '.git'), remote, { recursive: true });
  git('--git-dir', remote, 'config', 'core.bare', 'true');
  git('--git-dir', remote, 'config', 'uploadpack.allowFilter', 'true');
  git('remote', 'add', 'origin', `file://${remote}`);
  git('checkout', '-q', '-b', 'work');
  return { home, repo, git, write: (path, text) => writeFileSync(join(repo, path), text) };
};

const wrongIn = (
  one: Case,
  mode: 'default' | 'strict',
  { code, stdout, stderr }: Awaited<ReturnType<typeof runCli>>,
): readonly string[] => {
  if (code !== 0 && code !== 1) return [`${mode}: ended with ${code}: ${stdout}${stderr}`];
  const { verdict, findings } = JSON.parse(stdout) as GateReport;
  const codes = findings.map((finding) => finding.code);
  const told = findings.map((finding) => `${finding.severity} ${finding.code}: ${finding.message}`).join('; ');
  const expected = mode === 'strict' && !isolates ? fails('rerun_unisolated') : one[mode];
  const missing = expected.finds.filter((wanted) => !codes.includes(wanted));
  const mute = findings.filter(({ severity, hint }) => severity === 'error' && hint === null);
  return [
    ...(verdict === expected.verdict ? [] : [`${mode}: expected ${expected.verdict}, found ${verdict}: ${told}`]),
    ...missing.map((wanted) => `${mode}: expected ${wanted}, found ${told}`),
    ...mute.map((finding) => `${mode}: ${finding.code} says not what to do`),
  ];
};

await main();
