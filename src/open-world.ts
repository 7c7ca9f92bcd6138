/** The composition root: with open-gate-world.ts, its part, the only module below the faces that touches `process`. */
import { tmpdir } from 'node:os';
import { agents } from './agents/index.ts';
import type { World } from './engine/ports.ts';
import { beginRepositoryFacts } from './git/repository-facts.ts';
import { recentStates } from './git/work-state.ts';
import { type GateWorldOptions, homeOf, openGateWorld, platform } from './open-gate-world.ts';
import { isLink, linksIn, makeFolder, readChunks, realPathOf, writeChunks, writeWhole } from './sources/files.ts';
import { isClosedDirectory } from './sources/is-closed-directory.ts';
import { keepHeapSmall } from './sources/keep-heap-small.ts';
import { openGrowing } from './sources/growing-log.ts';
import { openLogReader } from './sources/log-reader.ts';
import { skimReader } from './sources/skim-reader.ts';
import { stampPath } from './sources/watermark.ts';
import { openSpool } from './sources/spool.ts';
import { digestFiles } from './store/digest-files.ts';
import { hostHere } from './scratch/host-here.ts';
import { isAlive } from './scratch/is-alive.ts';
import { openUpkeep } from './store/upkeep.ts';

export { endChildren } from './open-gate-world.ts';

export interface WorldOptions extends GateWorldOptions {
  /** Hears of bytes of logs as they are read. */
  readonly onRead?: (bytes: number) => void;
}

const machine = { pid: process.pid, host: hostHere(), isAlive };

export const openWorld = (options: WorldOptions = {}): World => {
  const env = options.env ?? process.env;
  const judging = openGateWorld(options);
  const { git, clock, cwd } = judging;
  const { onRead = () => {} } = options;
  const heard = (bytes: number): void => {
    keepHeapSmall(bytes);
    onRead(bytes);
  };
  const logs = openLogReader(onRead);
  const recent = recentStates();
  const sharing = { clock, machine, write: writeWhole, ssh: env['GIT_SSH_COMMAND'] };
  return {
    ...judging,
    place: { platform: platform(), home: homeOf(env), env, cwd },
    agents,
    logs,
    skim: (rules, path) => skimReader(logs, { rules, path, onRead: heard }),
    skimBeside: async (work) => (await import('./skim-threads.ts')).startThreads(work, onRead),
    follow: (path) => openGrowing(path, { now: () => clock.now(), onRead: heard }),
    stamp: (path) => stampPath(path, clock.now().getTime()),
    digest: digestFiles,
    repository: (dir) => beginRepositoryFacts(git, dir, recent),
    saveFacts: async (dir, request) =>
      (await import('./git/save-facts.ts')).readSaveFacts(git, dir, { ...request, recent }),
    recordedTree: async (dir, recorded) => (await import('./git/recorded-tree.ts')).recordedTree(git, dir, recorded),
    committed: async (dir) => (await import('./git/committed-change.ts')).readCommitted(git, dir),
    replayed: async (dir, rewritten) => (await import('./git/replayed-commits.ts')).replayCommits(git, dir, rewritten),
    store: async (dir) =>
      (await import('./store/open-artifact-store.ts')).openArtifactStore(git, await git.locate(dir)),
    witnesses: async (dir) =>
      (await import('./store/witness-store.ts')).openWitnessStore(git, await git.locate(dir), clock),
    upkeep: openUpkeep(env['TMPDIR'] || tmpdir(), process.getuid?.()),
    sessions: async (dir) =>
      (await import('./store/sessions/open-sessions-store.ts')).openSessionsStore(git, await git.locate(dir), sharing),
    archive: async (dir) =>
      (await import('./store/tar/open-archive.ts')).openArchive(git, await git.locate(dir), clock),
    spool: openSpool,
    exchange: async (dir) =>
      (await import('./store/exchange/open-exchange.ts')).openExchange(git, await git.locate(dir), sharing),
    files: {
      write: writeWhole,
      makeFolder,
      writeChunks,
      readChunks,
      realPath: realPathOf,
      isLink,
      linksIn,
      isClosed: isClosedDirectory,
    },
  };
};
