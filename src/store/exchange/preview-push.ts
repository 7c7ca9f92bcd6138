import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { NAMESPACE } from '../../domain/refs.ts';
import { readInfos } from '../../git/read-objects.ts';
import { allTargets } from '../../git/ref-targets.ts';
import type { Transfer } from '../../git/transfer/open-transfer.ts';
import { pushRefs } from '../../git/transfer/push-refs.ts';
import { onBorrowedCopy } from './borrowed-copy.ts';
import type { ExchangePlace } from './exchange-place.ts';
import { listTips } from './look-around.ts';
import { outgoingSizes } from './outgoing-sizes.ts';
import { pushArtifacts } from './push-artifacts.ts';
import type { PushOrder, PushOutcome } from './push-order.ts';
import { queueFile } from './push-queue.ts';

export interface PushPreview {
  readonly outcome: PushOutcome;
  /** Of the pack that would leave: all objects that the remote is not known to have. */
  readonly bytes: number;
  /** Of what each commit that is sent brings alone or first, uncompressed. */
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * What a push would do, to the byte, as it is done in a copy, but for what is sent: what comes in on the way is downloaded, joined
 * with ours and thrown away. Nothing leaves, no ref and no queue is changed; what only the remote's own rules refuse is not known.
 * @throws as pushArtifacts, and what a remote answers
 */
export const previewPush = async (place: ExchangePlace, order: PushOrder): Promise<PushPreview> =>
  onBorrowedCopy(place, await allTargets(place, [NAMESPACE]), async (copy) => {
    copyQueue(place, copy);
    order.onProgress(`asking ${order.remote.name} what it has`);
    const remote = askingOnly();
    const outcome = await pushArtifacts(copy, { ...order, onProgress: () => {} }, remote.push);
    if (outcome.problem !== null) throw outcome.problem;
    const { sent, archive, removals } = outcome;
    const commits = [...sent, ...[archive.sent, removals].flatMap((move) => move ?? [])].map(({ to }) => to);
    return { outcome, ...(await leavingOf(copy, commits, remote.tips())) };
  });

const copyQueue = (place: ExchangePlace, copy: ExchangePlace): void => {
  const [from, to] = [place, copy].map(queueFile) as [string, string];
  mkdirSync(dirname(to), { recursive: true });
  if (existsSync(from)) copyFileSync(from, to);
};

/** git itself says what it would send; what the remote has is listed with the first. */
const askingOnly = (): { readonly push: typeof pushRefs; readonly tips: () => readonly string[] } => {
  let there: readonly string[] | null = null;
  const push: typeof pushRefs = async (transfer, refs, limits) => {
    there ??= await tipsThere(transfer, limits);
    return pushRefs(transfer, refs, { ...limits, dryRun: true });
  };
  return { push, tips: () => there ?? [] };
};

const tipsThere = async (transfer: Transfer, limits: Parameters<typeof listTips>[1]): Promise<readonly string[]> => {
  const { tips, graveyard, archive } = await listTips(transfer, limits);
  return [...tips.values(), ...[graveyard, archive].flatMap((id) => id ?? [])];
};

const leavingOf = async (
  { git, cwd }: ExchangePlace,
  sent: readonly string[],
  there: readonly string[],
): Promise<Omit<PushPreview, 'outcome'>> => {
  if (sent.length === 0) return { bytes: 0, sizes: new Map() };
  const infos = await readInfos(git, there, { cwd });
  const known = infos.flatMap((info) => (info === null ? [] : [info.id]));
  let bytes = 0;
  const stdin = [...sent, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  const args = ['pack-objects', '--revs', '--thin', '--stdout', '--delta-base-offset', '-q'];
  await git.run(args, { cwd, stdin, limit: Infinity, onOutput: (chunk) => void (bytes += chunk.length) });
  return { bytes, sizes: await outgoingSizes({ git, cwd }, sent, known) };
};
