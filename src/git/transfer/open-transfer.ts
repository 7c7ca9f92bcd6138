import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { parseRemoteAddress } from '../../domain/sharing/remote-address.ts';
import { ownerOfTransfer } from '../../domain/transfer-owner.ts';
import { commitHeaders } from '../commit-headers.ts';
import { toFileError } from '../file-error.ts';
import type { Git, RepositoryPaths } from '../git.ts';
import { namesIn } from '../names-in.ts';
import { readEach } from '../read-objects.ts';
import { shallowIn } from '../shallow-in.ts';
import { type BorrowingPlace, openBorrowing } from './borrowing-repository.ts';
import { KNOWN_TIPS, NO_TIPS, nameReadable } from './known-tips.ts';
import { sshCommand } from './ssh-command.ts';

/**
 * A git that may talk to one remote. It works in a repository of its own, made anew and deleted afterwards, which borrows
 * the user's objects: so no setting of the user's repository holds (credential.helper, core.sshCommand, core.gitProxy,
 * core.askPass, http.*, url.*.insteadOf, remote.*.proxy/vcs/uploadpack/receivepack/mirror/push/fetch, push.*, include.path,
 * protocol.* …), no ref of it is touched, and what is fetched is looked at before it gets in. The user's own settings
 * (global and system, with includeIf "gitdir:" by the place of the repository) hold.
 */
export interface Transfer {
  /** Runs in the repository of its own. */
  readonly git: Git;
  readonly dir: string;
  /** As the user's settings rewrite it. */
  readonly address: string;
  /**
   * Has the remote told of tips alone that can be read; for a git that failed. Only where objects are borrowed.
   * @returns false: none is damaged, or it was done before
   */
  readonly leaveOutDamaged?: () => Promise<boolean>;
}

export interface TransferPlace extends BorrowingPlace {
  readonly paths: RepositoryPaths;
  /** Of the remote, as configured. */
  readonly address: string;
  /** What the user set for ssh in the environment. */
  readonly ssh: string | undefined;
}

/** Gives `work` a transfer and deletes it when the work ends. @throws as openTransfer */
export const transferring = async <T>(
  git: Git,
  place: TransferPlace,
  work: (transfer: Transfer) => Promise<T>,
): Promise<T> => {
  const { transfer, close } = await openTransfer(git, place);
  try {
    return await work(transfer);
  } finally {
    await close();
  }
};

export interface OpenedTransfer {
  readonly transfer: Transfer;
  /** Deletes its repository. */
  readonly close: () => Promise<void>;
}

/** Asks no remote yet. @throws refused (a transport), git_failed, no_space, read_only; then nothing is left of it */
export const openTransfer = async (git: Git, place: TransferPlace): Promise<OpenedTransfer> => {
  const { dir, close } = await openBorrowing(git, place);
  try {
    const { commonDir } = place.paths;
    const cwd = place.paths.root ?? place.paths.gitDir;
    await knowCuts(git, { cwd, commonDir, dir });
    const transfer = await reachRemote(git, { dir, cwd, address: place.address, ssh: place.ssh });
    return { transfer: withTips(transfer, git, cwd), close };
  } catch (error) {
    await close();
    throw toFileError(place.parent, error);
  }
};

/**
 * Else git takes what was cut off for missing, and a remote takes it for here. Without those that nothing came before, which
 * git lists as well where a fetch ended: a remote takes in nothing that is cut.
 */
const knowCuts = async (
  git: Git,
  { cwd, commonDir, dir }: { readonly cwd: string; readonly commonDir: string; readonly dir: string },
): Promise<void> => {
  const ids = [...shallowIn({ dir: commonDir })];
  if (ids.length === 0) return;
  const commits = await readEach(git, ids, { cwd });
  const cut = ids.filter((_, index) => {
    const commit = commits[index];
    return commit?.type === 'commit' && commitHeaders(commit.bytes).parents.length > 0;
  });
  writeFileSync(join(dir, 'shallow'), cut.map((id) => `${id}\n`).join(''));
};

const withTips = (transfer: Transfer, borrowed: Git, cwd: string): Transfer => {
  let settings: readonly string[] = [];
  const git: Git = {
    ...transfer.git,
    run: (args, options) => transfer.git.run([...settings, ...args], options),
  };
  const leaveOutDamaged = async (): Promise<boolean> => {
    if (settings.length > 0 || !(await nameReadable({ git, cwd }, borrowed))) return false;
    settings = ['-c', NO_TIPS];
    return true;
  };
  return { ...transfer, git, leaveOutDamaged };
};

export interface ReachedFrom {
  /** The repository of its own. */
  readonly dir: string;
  /** Where git is started: `includeIf "gitdir:"` of the user's settings goes by `dir`. */
  readonly cwd: string;
  readonly address: string;
  readonly ssh: string | undefined;
  /** Settings for this remote alone: through the environment, where no listing of processes shows them. */
  readonly settings?: readonly (readonly [key: string, value: string])[];
}

/** A git that works in a repository of ours and may talk to one remote. Asks none yet. @throws refused (a transport), git_failed */
export const reachRemote = async (git: Git, from: ReachedFrom): Promise<Transfer> => {
  const { dir, cwd, settings = [] } = from;
  const local = withEnvironment(git, { ...ENVIRONMENT, ...variablesOf(settings), GIT_DIR: dir });
  const { stdout } = await local.run(['ls-remote', '--get-url', '--end-of-options', from.address], { cwd });
  const address = stdout.toString('utf8').replace(/\n$/, '');
  if (parseRemoteAddress(address) === undefined)
    throw new OpenSessionError(
      'refused',
      'expected a remote that is reached by https, ssh or as a file, found another',
      {
        hint: 'see its address: git remote -v',
      },
    );
  const ssh = await sshCommand(local, { cwd, address, given: from.ssh });
  return { dir, address, git: withEnvironment(local, { ...ssh, GIT_ALLOW_PROTOCOL: ALLOWED }) };
};

const variablesOf = (settings: readonly (readonly [string, string])[]): { readonly [name: string]: string } =>
  settings.length === 0
    ? {}
    : Object.fromEntries([
        ['GIT_CONFIG_COUNT', String(settings.length)],
        ...settings.flatMap(([key, value], index) => [
          [`GIT_CONFIG_KEY_${index}`, key],
          [`GIT_CONFIG_VALUE_${index}`, value],
        ]),
      ]);

/** Removes what processes left behind that were killed; in a repository that several users share everybody his own. */
export const sweepTransfers = (parent: string, isAbandoned: (owner: string) => boolean): void => {
  for (const name of namesIn(parent)) {
    const owner = ownerOfTransfer(name);
    if (owner === undefined || !isAbandoned(owner)) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // another user's
    }
  }
};

/** http is for this machine alone: see domain/sharing/remote-address.ts, which is asked first. */
const ALLOWED = 'https:http:ssh:file';

/** Nobody is asked for anything. */
const ENVIRONMENT = {
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  SSH_ASKPASS_REQUIRE: 'never',
  GCM_INTERACTIVE: 'never',
} as const;

/** Also for what the user set: an address is chosen once and shown, so a redirect to another is not followed. */
const NETWORK_SETTINGS = [
  'core.askPass=',
  KNOWN_TIPS,
  'credential.interactive=never',
  'http.followRedirects=false',
  'http.lowSpeedLimit=100',
  'http.lowSpeedTime=20',
  'fetch.fsckObjects=true',
  'fetch.recurseSubmodules=false',
  'push.negotiate=false',
  'push.pushOption=',
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

const withEnvironment = (git: Git, env: { readonly [name: string]: string }): Git => ({
  ...git,
  run: (args, options) => git.run([...NETWORK_SETTINGS, ...args], { ...options, env: { ...env, ...options.env } }),
});
