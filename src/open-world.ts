/** The composition root: the only module below the faces that touches `process`. */
import { homedir, hostname, tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { agents } from './agents/index.ts';
import type { Place } from './agents/agent.ts';
import { OpenSessionError } from './domain/errors.ts';
import type { World } from './engine/ports.ts';
import { endChildren as endGit } from './git/children.ts';
import type { Git } from './git/git.ts';
import { openGit } from './git/open-git.ts';
import { beginRepositoryFacts } from './git/repository-facts.ts';
import { withChange } from './git/change/open-change.ts';
import { readCommitted } from './git/committed-change.ts';
import { replayCommits } from './git/replayed-commits.ts';
import { readSaveFacts } from './git/save-facts.ts';
import { recentStates } from './git/work-state.ts';
import { rootCommits } from './git/root-commits.ts';
import { isTrue, ownSettings, readConfig, settingOf } from './git/user-config.ts';
import { endEnclosed, openIsolation } from './isolation/open-isolation.ts';
import { type Signing, openSigning } from './signing/open-signing.ts';
import { signingSettings } from './signing/settings.ts';
import { isLink, linksIn, makeFolder, readChunks, realPathOf, writeChunks, writeWhole } from './sources/files.ts';
import { isClosedDirectory } from './sources/is-closed-directory.ts';
import { keepHeapSmall } from './sources/keep-heap-small.ts';
import { openGrowing } from './sources/growing-log.ts';
import { openLogReader } from './sources/log-reader.ts';
import { skimReader } from './sources/skim-reader.ts';
import { stampPath } from './sources/watermark.ts';
import { openSpool } from './sources/spool.ts';
import { digestFiles } from './store/digest-files.ts';
import { openArchive } from './store/tar/open-archive.ts';
import { openExchange } from './store/exchange/open-exchange.ts';
import { openArtifactStore } from './store/open-artifact-store.ts';
import { withRemoteChange } from './store/remote/with-remote-change.ts';
import { openUpkeep } from './store/upkeep.ts';
import { openSessionsStore } from './store/sessions/open-sessions-store.ts';
import { openWitnessStore } from './store/witness-store.ts';
import { VERSION } from './version.ts';

export interface WorldOptions {
  /** Directory to work in; default the process's. */
  readonly cwd?: string;
  /** Default the process's environment. */
  readonly env?: { readonly [name: string]: string | undefined };
  /** How long a program that signs may take, in milliseconds; default 2000. */
  readonly signingLimitMs?: number;
  /** Hears of bytes of logs as they are read. */
  readonly onRead?: (bytes: number) => void;
}

/** Ends all processes that were started, git gently, and starts no git any more. Resolves when the last one is gone. */
export const endChildren = async (): Promise<void> => {
  await Promise.all([endGit(), endEnclosed()]);
};

const clock = { now: () => new Date() };

const machine = {
  pid: process.pid,
  host: hostname(),
  isAlive: (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
};

export const openWorld = (options: WorldOptions = {}): World => {
  const env = options.env ?? process.env;
  const cwd = resolve(options.cwd ?? process.cwd());
  const keepSmall = keepHeapSmall();
  const heard = (bytes: number): void => {
    keepSmall(bytes);
    options.onRead?.(bytes);
  };
  const logs = openLogReader(options.onRead);
  const git = rememberingPlaces(openGit(env));
  const recent = recentStates();
  const signings = new Map<string, Signing>();
  const sharing = { clock, machine, write: writeWhole, ssh: env['GIT_SSH_COMMAND'] };
  return {
    version: VERSION,
    clock,
    pause: (ms) => sleep(ms),
    cwd,
    place: { platform: platform(), home: homeOf(env), env, cwd },
    agents,
    logs,
    skim: (rules, path) => skimReader(logs, { rules, path, onRead: heard }),
    skimBeside: async (work) => (await import('./skim-threads.ts')).startThreads(work, heard),
    follow: (path) => openGrowing(path, { now: clock.now, onRead: heard }),
    stamp: (path) => stampPath(path, clock.now().getTime()),
    digest: digestFiles,
    git,
    repository: (dir) => beginRepositoryFacts(git, dir, recent),
    change: (dir, request, work) => withChange({ git, dir }, request, work),
    remoteChange: (request, work) => withRemoteChange({ git, clock, ssh: env['GIT_SSH_COMMAND'] }, request, work),
    saveFacts: (dir, request) => readSaveFacts(git, dir, { ...request, recent }),
    committed: (dir) => readCommitted(git, dir),
    replayed: (dir, rewritten) => replayCommits(git, dir, rewritten),
    store: async (dir) => openArtifactStore(git, await git.locate(dir)),
    signing: (dir) => {
      const opened = signings.get(dir) ?? signingIn(git, { dir, env, limitMs: options.signingLimitMs });
      signings.set(dir, opened);
      return opened;
    },
    config: (dir) => readConfig(git, dir),
    isolation: async (dir) =>
      openIsolation({
        env,
        hidden: await repositoryAt(git, dir),
        tmp: env['TMPDIR'] || tmpdir(),
        uid: process.getuid?.(),
      }),
    witnesses: async (dir) => openWitnessStore(git, await git.locate(dir), clock),
    upkeep: openUpkeep(env['TMPDIR'] || tmpdir(), process.getuid?.()),
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
      isLink,
      linksIn,
      isClosed: isClosedDirectory,
    },
  };
};

/** Its directories; none where a gate between remotes runs outside of any. */
const repositoryAt = async (git: Git, dir: string): Promise<readonly string[]> => {
  try {
    const { root, gitDir, commonDir } = await git.locate(dir);
    return [root ?? gitDir, gitDir, commonDir];
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'not_a_repository') return [];
    throw error;
  }
};

/** Which key and which program is the person's choice: nothing in a repository names either. */
const signingIn = (
  git: Git,
  { dir, env, limitMs }: { readonly dir: string; readonly env: Place['env']; readonly limitMs: number | undefined },
): Signing =>
  openSigning({
    env,
    limitMs,
    roots: (which) => rootCommits(git, dir, which),
    settings: async () => {
      const own = ownSettings(await readConfig(git, dir));
      return signingSettings((key) => settingOf(own, key), { isTrue, home: homeOf(env) });
    },
  });

/** Where a repository lies is asked once of each directory: a command is over before it moves. */
const rememberingPlaces = (git: Git): Git => {
  const known = new Map<string, ReturnType<Git['locate']>>();
  return {
    run: (args, options) => git.run(args, options),
    locate: (dir) => {
      const found = known.get(dir) ?? git.locate(dir);
      known.set(dir, found);
      return found;
    },
  };
};

const platform = (): Place['platform'] =>
  process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';

const homeOf = (env: { readonly [name: string]: string | undefined }): string => {
  const home = env['HOME'] || env['USERPROFILE'] || homedir();
  if (home === '')
    throw new OpenSessionError('config_invalid', 'expected HOME (or USERPROFILE) to be set, found neither');
  return home;
};
