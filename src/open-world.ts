/** The composition root: the only module below the faces that touches `process`. */
import { homedir, hostname } from 'node:os';
import { resolve } from 'node:path';
import { agents } from './agents/index.ts';
import type { Place } from './agents/agent.ts';
import { OpenSessionError } from './domain/errors.ts';
import type { World } from './engine/ports.ts';
import type { Git } from './git/git.ts';
import { openGit } from './git/open-git.ts';
import { beginRepositoryFacts } from './git/repository-facts.ts';
import { readChunks, realPathOf, writeChunks, writeWhole } from './sources/files.ts';
import { isClosedDirectory } from './sources/is-closed-directory.ts';
import { openLogReader } from './sources/log-reader.ts';
import { skimReader } from './sources/skim-reader.ts';
import { openSpool } from './sources/spool.ts';
import { digestFiles } from './store/digest-files.ts';
import { openArchive } from './store/archive/open-archive.ts';
import { openExchange } from './store/exchange/open-exchange.ts';
import { openArtifactStore } from './store/open-artifact-store.ts';
import { openSessionsStore } from './store/sessions/open-sessions-store.ts';
import { VERSION } from './version.ts';

export interface WorldOptions {
  /** Directory to work in; default the process's. */
  readonly cwd?: string;
  /** Default the process's environment. */
  readonly env?: { readonly [name: string]: string | undefined };
  /** Hears of bytes of logs as they are read. */
  readonly onRead?: (bytes: number) => void;
}

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
  const logs = openLogReader(options.onRead);
  const git = rememberingPlaces(openGit(env));
  const sharing = { clock, machine, write: writeWhole, ssh: env['GIT_SSH_COMMAND'] };
  return {
    version: VERSION,
    clock,
    cwd,
    place: { platform: platform(), home: homeOf(env), env, cwd },
    agents,
    logs,
    skim: (path) => skimReader(logs, path),
    digest: digestFiles,
    git,
    repository: (dir) => beginRepositoryFacts(git, dir),
    store: async (dir) => openArtifactStore(git, await git.locate(dir)),
    sessions: async (dir) => openSessionsStore(git, await git.locate(dir), sharing),
    archive: async (dir) => openArchive(git, await git.locate(dir), clock),
    spool: openSpool,
    exchange: async (dir) => openExchange(git, await git.locate(dir), sharing),
    files: { write: writeWhole, writeChunks, readChunks, realPath: realPathOf, isClosed: isClosedDirectory },
  };
};

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
