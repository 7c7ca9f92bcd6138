import { OpenSessionError } from '../domain/errors.ts';
import { type Remote, type RemoteDoubt, judgeRemote } from '../domain/sharing/judge-remote.ts';
import { parseRemoteAddress } from '../domain/sharing/remote-address.ts';
import { shellWord } from '../domain/shell-word.ts';
import type { RemoteHere } from '../store/exchange/chosen-remote.ts';
import type { ArtifactExchange } from '../store/exchange/open-exchange.ts';

export interface RemoteChoice {
  readonly remote: RemoteHere;
  /** It is to be remembered. */
  readonly isNew: boolean;
}

/**
 * The remote that receives handoffs: the one that is named, else the one that was chosen before.
 * @throws refused with all that speaks against it and the way to allow it, usage for a name that no remote has
 */
export const chooseRemote = async (
  exchange: Pick<ArtifactExchange, 'remotes' | 'chosen'>,
  asked: { readonly remote?: string; readonly allow?: boolean },
  /** Of the options that allow it. */
  hintOf: (options: string) => string = PUSH_HINT,
): Promise<RemoteChoice> => {
  const all = await exchange.remotes();
  const chosen = exchange.chosen();
  const remote = namedOf(all, asked.remote ?? chosen?.name);
  const named = asked.remote !== undefined;
  const { allowed, doubts, isNew } = judgeRemote({ remote, named, chosen, all, allow: asked.allow === true });
  if (allowed) return { remote, isNew };
  const message = `nothing was sent to ${remote.name} (${remote.address || 'no place'}): ${said(doubts, chosen)}`;
  if (doubts.includes('transport')) throw new OpenSessionError('refused', message);
  const allow = doubts.some((doubt) => doubt !== 'not_chosen') ? ' --allow-remote' : '';
  throw new OpenSessionError('refused', message, {
    hint: hintOf(`--remote ${shellWord(remote.name)}${allow}`),
  });
};

const PUSH_HINT = (options: string): string =>
  `if it may receive handoffs: opensession session handoff artifact push ${options}`;

/** Where artifacts come from: nothing leaves, so only a transport is refused. @throws refused, usage */
export const sourceRemote = async (
  exchange: Pick<ArtifactExchange, 'remotes' | 'chosen'>,
  name: string | undefined,
): Promise<RemoteHere> => {
  const remote = namedOf(await exchange.remotes(), name ?? exchange.chosen()?.name);
  if (parseRemoteAddress(remote.address) === undefined)
    throw new OpenSessionError('refused', `nothing was fetched from ${remote.name}: ${SAID.transport}`);
  return remote;
};

const namedOf = (all: readonly RemoteHere[], name: string | undefined): RemoteHere => {
  const found =
    name === undefined
      ? (all.find((one) => one.name === 'origin') ?? (all.length === 1 ? all[0] : undefined))
      : all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = all.map((one) => one.name).join(', ') || 'none';
  throw new OpenSessionError(
    'usage',
    `expected ${name === undefined ? 'a remote' : `a remote named ${name}`}, found: ${names}`,
    {
      hint: 'name one with --remote NAME; a new one: git remote add NAME ADDRESS',
    },
  );
};

const said = (doubts: readonly RemoteDoubt[], chosen: Remote | null): string =>
  doubts.map((doubt) => `${SAID[doubt]}${doubt === 'second_remote' ? ` (${chosen?.name ?? ''})` : ''}`).join('; ');

const SAID: { readonly [doubt in RemoteDoubt]: string } = {
  transport: 'it is not reached by https, ssh or as a file',
  not_chosen: 'it was not chosen yet',
  second_remote: 'another remote was chosen to receive handoffs',
  address_changed: 'its address is another than when it was chosen',
  unknown_host: 'its host received none before',
  other_repository: 'it is another repository than origin',
  maybe_a_fork: 'another remote has a repository of the same name: one of them may be a public fork',
};
