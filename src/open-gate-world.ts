/**
 * The part of the world in which a change is judged: all that the Action has of it. What only some commands need is loaded
 * when it is asked for: half of the time of a short command is the loading of code.
 */
import { homedir, tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OpenSessionError, insteadOf } from './domain/errors.ts';
import type { World } from './engine/ports.ts';
import { endChildren as endGit } from './git/children.ts';
import type { Git } from './git/git.ts';
import { openGit } from './git/open-git.ts';
import { rootCommits } from './git/root-commits.ts';
import { isTrue, ownSettings, readConfig, settingOf } from './git/user-config.ts';
import { type Signing, openSigning } from './signing/open-signing.ts';
import { signingSettings } from './signing/settings.ts';
import { VERSION } from './version.ts';

export interface GateWorldOptions {
  /** Directory to work in; default the process's. */
  readonly cwd?: string;
  /** Default the process's environment. */
  readonly env?: Environment;
  /** How long a program that signs may take, in milliseconds; default 2000. */
  readonly signingLimitMs?: number;
}

type Environment = { readonly [name: string]: string | undefined };

type Opened = Pick<
  World,
  | 'version'
  | 'clock'
  | 'pause'
  | 'cwd'
  | 'place'
  | 'git'
  | 'config'
  | 'change'
  | 'remoteChange'
  | 'signing'
  | 'isolation'
  | 'hail'
>;

/** Ends all processes that were started, git gently, and starts no git any more. Resolves when the last one is gone. */
export const endChildren = async (): Promise<void> => {
  isEnded = true;
  await Promise.all([endGit(), endIsolation?.()]);
};

let isEnded = false;
let endIsolation: (() => Promise<void>) | undefined;

const loadIsolation = async (): Promise<typeof import('./isolation/open-isolation.ts')> => {
  const loaded = await import('./isolation/open-isolation.ts');
  endIsolation = loaded.endEnclosed;
  if (isEnded) await loaded.endEnclosed();
  return loaded;
};

export const openGateWorld = (options: GateWorldOptions = {}): Opened => {
  const env = options.env ?? process.env;
  const tmp = env['TMPDIR'] || tmpdir();
  const clock = { now: () => new Date() };
  const cwd = resolve(options.cwd ?? process.cwd());
  const git = rememberingPlaces(openGit(env));
  const signings = new Map<string, Signing>();
  return {
    version: VERSION,
    clock,
    pause: (ms) => sleep(ms),
    cwd,
    place: { platform: platform(), home: homeOrNone(env), env, cwd },
    git,
    config: (dir) => readConfig(git, dir),
    change: async (dir, request, work) =>
      (await import('./git/change/open-change.ts')).withChange({ git, dir }, request, work),
    remoteChange: async (request, work) => {
      const { withRemoteChange } = await import('./store/remote/with-remote-change.ts');
      return withRemoteChange({ git, clock, ssh: env['GIT_SSH_COMMAND'] }, request, work);
    },
    signing: (dir) => {
      const opened = signings.get(dir) ?? signingIn(git, { dir, env, limitMs: options.signingLimitMs });
      signings.set(dir, opened);
      return opened;
    },
    hail: async () => (await import('./open-hail.ts')).openHail(),
    isolation: async (dir) => {
      const { openIsolation } = await loadIsolation();
      return openIsolation({ env, hidden: await repositoryAt(git, dir), tmp, uid: process.getuid?.() });
    },
  };
};

/** @throws config_invalid */
export const homeOf = (env: Environment): string => {
  const home = env['HOME'] || env['USERPROFILE'] || homedir();
  if (home === '')
    throw new OpenSessionError('config_invalid', 'expected HOME (or USERPROFILE) to be set, found neither');
  return home;
};

export const platform = (): World['place']['platform'] =>
  process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';

/** A gate needs none, but that no report tells it. */
const homeOrNone = (env: Environment): string => {
  try {
    return homeOf(env);
  } catch {
    return '';
  }
};

/** Its directories; none where a gate between remotes runs outside of any. */
const repositoryAt = async (git: Git, dir: string): Promise<readonly string[]> => {
  const paths = await git.locate(dir).catch(insteadOf('not_a_repository', null));
  return paths === null ? [] : [paths.root ?? paths.gitDir, paths.gitDir, paths.commonDir];
};

/** Which key and which program is the person's choice: nothing in a repository names either. */
const signingIn = (
  git: Git,
  { dir, env, limitMs }: { readonly dir: string; readonly env: Environment; readonly limitMs: number | undefined },
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
    ...git,
    locate: (dir) => {
      const found = known.get(dir) ?? git.locate(dir);
      known.set(dir, found);
      return found;
    },
  };
};
