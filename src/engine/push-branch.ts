import { OpenSessionError } from '../domain/errors.ts';
import { scanFinal } from '../redact/scan-final.ts';
import { chooseRemote } from './choose-remote.ts';
import type { World } from './ports.ts';

type PushingWorld = Pick<World, 'cwd' | 'exchange' | 'sessions'>;

export interface PushBranchRequest {
  readonly remote?: string;
  readonly allowRemote: boolean;
  readonly timeoutMs: number;
  /** The history there may be replaced: after a prune. */
  readonly replace: boolean;
}

export interface PushedSessions {
  readonly remote: { readonly name: string; /** Without credentials. */ readonly address: string };
  readonly commit: string;
  /** false: the remote had it. */
  readonly changed: boolean;
}

/**
 * Sends the sessions branch to the remote that was chosen for handoffs, joined with what others pushed. What the remote
 * does not have yet is looked at once more: the older tool publishes what it read.
 * @throws refused, usage, remote_unreachable, remote_denied, remote_rejected, timed_out, ref_conflict
 */
export const pushBranch = async (world: PushingWorld, request: PushBranchRequest): Promise<PushedSessions> => {
  const remote = await chosenRemote(world, request);
  const store = await world.sessions(world.cwd);
  const { replace } = request;
  const pushed = await store.reach(remote.url, request.timeoutMs, (there) =>
    store.push(there, { inspect: refuseSecrets, replace }),
  );
  return { remote: { name: remote.name, address: remote.address }, ...pushed };
};

/**
 * Brings in what publishing needs and a partial clone left out; a clone that is whole asks no remote.
 * @throws as pushBranch
 */
export const fillBranch = async (world: PushingWorld, request: Omit<PushBranchRequest, 'replace'>): Promise<void> => {
  const store = await world.sessions(world.cwd);
  if (!(await store.isLacking('publishing'))) return;
  const remote = await chosenRemote(world, request);
  await store.reach(remote.url, request.timeoutMs, (there) => store.fill(there));
};

const chosenRemote = async (
  world: PushingWorld,
  request: Omit<PushBranchRequest, 'replace'>,
): Promise<Awaited<ReturnType<typeof chooseRemote>>['remote']> => {
  const exchange = await world.exchange(world.cwd);
  const asked = request.remote === undefined ? {} : { remote: request.remote };
  const { remote, isNew } = await chooseRemote(exchange, { ...asked, allow: request.allowRemote }, HINT);
  if (isNew) await exchange.choose(remote);
  return remote;
};

const HINT = (options: string): string => `if it may receive whole sessions, run it again with: ${options}`;

const refuseSecrets = async (text: string, path: string): Promise<void> => {
  const found = await scanFinal(text, { plain: true });
  if (found.length === 0) return;
  throw new OpenSessionError(
    'refused',
    `expected no secret in what is sent, found ${found.map(({ rule }) => rule).join(', ')} in ${path}`,
    { hint: 'nothing was sent; opensession publish prune takes it off the branch, with its history' },
  );
};
