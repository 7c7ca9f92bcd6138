/** A world over a real repository and real files, with one small agent of its own: a log is `<id>.log`, one event a line. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Agent, Reading, SessionHead, SessionSource } from '../../../src/agents/agent.ts';
import type { Event } from '../../../src/domain/session.ts';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import type { Handoff, RedactedText } from '../../../src/domain/handoff.ts';
import type { World } from '../../../src/engine/ports.ts';
import type { BuiltSession } from '../../../src/engine/save-artifact.ts';
import { hail } from '../../../src/agents/hail/hail.ts';
import { openIsolation } from '../../../src/isolation/open-isolation.ts';
import { openWitnessStore } from '../../../src/store/witness-store.ts';
import { openWorld } from '../../../src/open-world.ts';
import { openGit } from '../../../src/git/open-git.ts';
import { openGrowing } from '../../../src/sources/growing-log.ts';
import { stampPath } from '../../../src/sources/watermark.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { makeFolder, readChunks, realPathOf, writeChunks, writeWhole } from '../../../src/sources/files.ts';
import { digestFiles } from '../../../src/store/digest-files.ts';
import { openUpkeep } from '../../../src/store/upkeep.ts';
import { readConfig } from '../../../src/git/user-config.ts';
import { openSpool } from '../../../src/sources/spool.ts';
import { openSessionsStore } from '../../../src/store/sessions/open-sessions-store.ts';
import { openArchive } from '../../../src/store/tar/open-archive.ts';
import { openExchange } from '../../../src/store/exchange/open-exchange.ts';
import { openArtifactStore } from '../../../src/store/open-artifact-store.ts';
import { withRemoteChange } from '../../../src/store/remote/with-remote-change.ts';
import { beginRepositoryFacts } from '../../../src/git/repository-facts.ts';
import { withChange } from '../../../src/git/change/open-change.ts';
import { readCommitted } from '../../../src/git/committed-change.ts';
import { replayCommits } from '../../../src/git/replayed-commits.ts';
import { recordedTree } from '../../../src/git/recorded-tree.ts';
import { readSaveFacts } from '../../../src/git/save-facts.ts';
import { exampleHandoff } from '../../domain/example-handoff.ts';
import { machineOf } from '../../support/clones.ts';
import { type TempRepo, tempRepo } from '../../support/temp-repo.ts';

const eventOf = (line: string, index: number): Event => ({
  event_id: `event-${index}`,
  timestamp: '2026-01-01T00:00:00Z',
  event_type: { type: 'UserMessage' },
  content: { blocks: [{ type: 'Text', text: line }] },
});

function* readLines({ source, logs }: Reading): Generator<Event, SessionHead> {
  const lines = (logs.text(source.path, 1 << 20) ?? '').split('\n').filter((line) => line !== '');
  const mine = source.key === undefined ? lines : lines.filter((line) => line.startsWith(`${source.key} `));
  for (const [index, line] of mine.entries()) yield eventOf(line, index);
  return {
    version: 'hail-1.0.0',
    session_id: source.key ?? source.path,
    agent: { provider: 'x', model: 'x', tool: 'line-agent' },
    context: { tags: [], created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' },
    sources: [source.path],
  };
}

/** Side files `<id>.log.side` belong to a session; a store (`.store`) holds many, a line each: `<key> <text>`. */
const lineAgent: Agent = {
  id: 'line-agent',
  name: 'Line agent',
  exits: 'none',
  roots: () => [],
  find: () => [],
  recognise: (path, head) => (path.endsWith('.log') && head.startsWith('line-agent') ? 90 : 0),
  sessionsIn: () => [],
  reader: async () => readLines,
  files: ({ path }, logs) => {
    const side = `${basename(path)}.side`;
    return [path, ...(logs.list(dirname(path)).includes(side) ? [join(dirname(path), side)] : [])];
  },
};

export interface Here {
  readonly repo: TempRepo;
  readonly world: World;
  /** Moves the clock. */
  at(time: string): void;
  log(name: string, text: string): SessionSource;
  readonly build: (sources: readonly SessionSource[]) => Promise<readonly BuiltSession[]>;
}

export const here = (): Here => {
  const repo = tempRepo();
  let now = '2026-05-01T10:20:30.456Z';
  const git = openGit(repo.env);
  const clock = { now: () => new Date(now) };
  const logs = openLogReader();
  const sharing = { clock, machine: machineOf(), write: writeWhole, ssh: undefined };
  const world: World = {
    version: '9.9.9',
    clock,
    pause: async () => {},
    cwd: repo.dir,
    place: { platform: 'linux', home: repo.home, env: {} },
    agents: [lineAgent],
    logs,
    hail: async () => ({ agents: [hail], logs, spool: openSpool }),
    skim: () => ({ logs, passedFrom: () => null, isTurned: () => false, close: () => {} }),
    skimBeside: async () => async () => [],
    follow: (path) => openGrowing(path, { now: clock.now, onRead: () => {} }),
    stamp: (path) => stampPath(path, clock.now().getTime()),
    digest: digestFiles,
    git,
    repository: (cwd) => beginRepositoryFacts(git, cwd),
    change: (dir, request, work) => withChange({ git, dir }, request, work),
    remoteChange: (request, work) => withRemoteChange({ git, clock, ssh: undefined }, request, work),
    saveFacts: (dir, request) => readSaveFacts(git, dir, request),
    recordedTree: (dir, recorded) => recordedTree(git, dir, recorded),
    committed: (dir) => readCommitted(git, dir),
    replayed: (dir, rewritten) => replayCommits(git, dir, rewritten),
    store: async (dir) => openArtifactStore(git, await git.locate(dir), clock),
    signing: (dir) => openWorld({ cwd: dir, env: repo.env, signingLimitMs: 60_000 }).signing(dir),
    config: (dir) => readConfig(git, dir),
    isolation: async () =>
      openIsolation({ env: process.env, hidden: [repo.dir], tmp: tmpdir(), uid: process.getuid?.() }),
    witnesses: async (dir) => openWitnessStore(git, await git.locate(dir), clock),
    upkeep: openUpkeep(join(repo.base, 'tmp'), process.getuid?.()),
    sessions: async (dir) => openSessionsStore(git, await git.locate(dir), sharing),
    archive: async (dir) => openArchive(git, await git.locate(dir), clock),
    spool: openSpool,
    exchange: async (dir) => openExchange(git, await git.locate(dir), sharing),
    files: {
      write: writeWhole,
      makeFolder,
      writeChunks,
      readChunks,
      realPath: realPathOf,
      isLink: () => false,
      linksIn: () => new Set(),
      isClosed: () => false,
    },
  };
  const log: Here['log'] = (name, text) => {
    const path = join(repo.home, 'logs', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return { agent: 'line-agent', path };
  };
  const build: Here['build'] = async (sources) => sources.map((source) => built(world, source));
  return { repo, world, at: (time) => void (now = time), log, build };
};

const built = (world: World, source: SessionSource): BuiltSession => {
  const text = world.logs.text(source.path, 1 << 20);
  if (text === undefined || text.includes('BROKEN')) throw new OpenSessionError('log_broken', 'broken');
  return { source, handoff: handoffOf(source.key ?? source.path.split('/').at(-1) ?? '', text) };
};

/** As much of a handoff as artifacts look at. */
export const handoffOf = (session_id: string, text: string): Handoff =>
  exampleHandoff({
    session_id,
    tool: 'line-agent',
    started_at: `2026-01-0${session_id.length % 9}T00:00:00Z`,
    objective: (text.split('\n')[0] ?? '') as RedactedText,
  });

export const derive = (handoffs: readonly Handoff[]) => ({
  markdown: handoffs.map((handoff) => `# ${handoff.objective}\n`).join('') as RedactedText,
  validation: [],
});

/** The same world, and the folders that are listed in it. */
export const tellingLists = ({ world }: Here): { readonly world: World; readonly asked: readonly string[] } => {
  const asked: string[] = [];
  const list: World['logs']['list'] = (dir) => {
    asked.push(dir);
    return world.logs.list(dir);
  };
  return { world: { ...world, logs: { ...world.logs, list } }, asked };
};
