import { OpenSessionError } from '../../domain/errors.ts';
import { parseRemoteAddress } from '../../domain/sharing/remote-address.ts';
import type { RemoteChangeRequest } from '../../store/remote/with-remote-change.ts';
import type { World } from '../ports.ts';
import { isObjectId } from '../../domain/is-object-id.ts';

export interface AskedRemote {
  /** Name of a remote of the repository here, or an address. */
  readonly remote: string;
  /** The same for where the head is; absent: in the same. */
  readonly headRemote?: string | undefined;
  readonly base?: string | undefined;
  /** A revision of the repository here, or a full id, which need not be here; default HEAD. */
  readonly head?: string | undefined;
  /** Name of the environment variable that holds a token for both. */
  readonly tokenEnv?: string | undefined;
}

/**
 * What a command line in a checkout asks for. The checkout says where a remote is and which commit HEAD is, no more.
 * @throws usage, refused (a transport), not_a_repository
 */
export const remoteRequest = async (
  world: Pick<World, 'git' | 'config' | 'cwd' | 'place'>,
  asked: AskedRemote,
): Promise<RemoteChangeRequest> => {
  const token = asked.tokenEnv === undefined ? undefined : tokenIn(world, asked.tokenEnv);
  const access = async (remote: string) => ({ url: await addressOf(world, remote), token });
  return {
    base: { ...(await access(asked.remote)), ref: asked.base },
    head: {
      sha: await headOf(world, asked.head ?? 'HEAD'),
      ...(asked.headRemote === undefined ? {} : { from: await access(asked.headRemote) }),
    },
  };
};

const tokenIn = ({ place }: Pick<World, 'place'>, name: string): string => {
  const token = place.env[name];
  if (token !== undefined && token !== '') return token;
  throw new OpenSessionError('usage', `expected a token in the variable ${name.slice(0, 80)}, found none`, {
    hint: 'pass it to the step that runs the gate, or leave --token-env out',
  });
};

const addressOf = async ({ config, cwd }: Pick<World, 'config' | 'cwd'>, remote: string): Promise<string> => {
  if (/[:/\\]/.test(remote)) {
    if (parseRemoteAddress(remote) !== undefined) return remote;
    throw new OpenSessionError(
      'refused',
      'expected a remote that is reached by https, ssh or as a file, found another',
    );
  }
  const url = (await config(cwd)).find(({ key }) => key === `remote.${remote}.url`)?.value;
  if (url != null) return url;
  throw new OpenSessionError('usage', `expected a remote named ${remote.slice(0, 80)}, found none`, {
    hint: 'name one that there is (git remote), or give an address',
  });
};

const headOf = async ({ git, cwd }: Pick<World, 'git' | 'cwd'>, head: string): Promise<string> => {
  if (isObjectId(head)) return head;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${head}^{commit}`];
  const { stdout, code } = await git.run(args, { cwd, allow: [0, 1, 128] });
  if (code === 0) return stdout.toString('utf8').trim();
  throw new OpenSessionError('usage', `expected a commit at ${head.slice(0, 200)}, found none`);
};
