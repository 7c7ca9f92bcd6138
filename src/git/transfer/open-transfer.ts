import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { parseRemoteAddress } from '../../domain/sharing/remote-address.ts';
import type { Git, RepositoryPaths } from '../git.ts';
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
}

export interface TransferPlace {
  readonly paths: RepositoryPaths;
  /** Directory of ours in which the repository is made. */
  readonly parent: string;
  /** Of the remote, as configured. */
  readonly address: string;
  /** What the user set for ssh in the environment. */
  readonly ssh: string | undefined;
  /** Who transfers: part of the directory's name, so that what a killed process left can be told. */
  readonly owner: string;
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
    close();
  }
};

export interface OpenedTransfer {
  readonly transfer: Transfer;
  /** Deletes its repository. */
  readonly close: () => void;
}

/** Asks no remote yet. @throws refused (a transport), git_failed, no_space, read_only; then nothing is left of it */
export const openTransfer = async (git: Git, place: TransferPlace): Promise<OpenedTransfer> => {
  mkdirSync(place.parent, { recursive: true });
  const dir = mkdtempSync(join(place.parent, `transfer-${place.owner}-`));
  const close = (): void => rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  try {
    makeRepository(dir, place.paths);
    const cwd = place.paths.root ?? place.paths.gitDir;
    const local = withEnvironment(git, { ...ENVIRONMENT, GIT_DIR: dir });
    const { stdout } = await local.run(['ls-remote', '--get-url', '--end-of-options', place.address], { cwd });
    const address = stdout.toString('utf8').replace(/\n$/, '');
    if (parseRemoteAddress(address) === undefined)
      throw new OpenSessionError(
        'refused',
        'expected a remote that is reached by https, ssh or as a file, found another',
        {
          hint: 'see its address: git remote -v',
        },
      );
    const ssh = await sshCommand(local, { cwd, address, given: place.ssh });
    return { transfer: { dir, address, git: withEnvironment(local, { ...ssh, GIT_ALLOW_PROTOCOL: ALLOWED }) }, close };
  } catch (error) {
    close();
    throw error;
  }
};

/** Removes what processes left behind that were killed. */
export const sweepTransfers = (parent: string, isAbandoned: (owner: string) => boolean): void => {
  for (const name of names(parent)) {
    const [, owner] = /^transfer-(.+)-[^-]+$/.exec(name) ?? [];
    if (owner !== undefined && isAbandoned(owner)) rmSync(join(parent, name), { recursive: true, force: true });
  }
};

const names = (dir: string): readonly string[] => {
  try {
    return readdirSync(dir);
  } catch {
    return []; // not there yet
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
export const NETWORK_SETTINGS = [
  'core.askPass=',
  'core.alternateRefsPrefixes=refs/opensession/',
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

/** gitrepository-layout(5): three files and two directories; `git init` would run as another process, with templates. */
const makeRepository = (dir: string, { commonDir, objectFormat }: RepositoryPaths): void => {
  mkdirSync(join(dir, 'objects/info'), { recursive: true });
  mkdirSync(join(dir, 'refs'));
  writeFileSync(join(dir, 'HEAD'), 'ref: refs/heads/none\n');
  const format = objectFormat === 'sha256' ? '1\n[extensions]\n\tobjectFormat = sha256\n' : '0\n';
  writeFileSync(join(dir, 'config'), `[core]\n\tbare = true\n\trepositoryFormatVersion = ${format}`);
  writeFileSync(join(dir, 'objects/info/alternates'), `${quoted(join(commonDir, 'objects'))}\n`);
};

/** A line that begins with a quote or a comment sign is read as C-quoted or passed over. */
const quoted = (path: string): string =>
  /^["#]|[\n\\]/.test(path) ? `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"` : path;

const withEnvironment = (git: Git, env: { readonly [name: string]: string }): Git => ({
  run: (args, options) => git.run([...NETWORK_SETTINGS, ...args], { ...options, env: { ...env, ...options.env } }),
  locate: (dir) => git.locate(dir),
});
