import { join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { asArray, asString, field, readJson } from '../../domain/json.ts';
import { type ArtifactId, isArtifactId } from '../../domain/refs.ts';
import { readText } from '../read-text.ts';
import { type ExchangePlace, sharingDir } from './exchange-place.ts';
import { takeLock } from './lock-file.ts';

/** An artifact that is to reach a remote: its ref, or its removal. It stays until the remote confirmed. */
export interface QueueEntry {
  readonly artifact_id: ArtifactId;
  /** Of the remote, without credentials: what was meant for one never goes to another. */
  readonly address: string;
  readonly since: string;
}

const WAIT_MS = 5000;

/** One file in the common directory, replaced whole. What is no entry of ours in it is left out. */
export const readQueue = (place: Pick<ExchangePlace, 'paths'>): readonly QueueEntry[] => {
  // none yet, or no file of ours: a push of all finds what is missing by the refs themselves
  const value = readJson(readText(queueFile(place)) ?? '');
  return asArray(field(value, 'entries')).flatMap((entry) => {
    const [artifact_id, address, since] = ['artifact_id', 'address', 'since'].map((key) => asString(field(entry, key)));
    if (artifact_id === undefined || address === undefined || since === undefined) return [];
    return isArtifactId(artifact_id) ? [{ artifact_id, address, since }] : [];
  });
};

/** @throws push_busy, no_space, read_only */
export const enqueue = (place: ExchangePlace, address: string, ids: readonly ArtifactId[]): Promise<void> =>
  changeQueue(place, (entries) => {
    const there = new Set(entries.filter((entry) => entry.address === address).map(({ artifact_id }) => artifact_id));
    const since = place.clock.now().toISOString();
    const fresh = ids.filter((id) => !there.has(id)).map((artifact_id) => ({ artifact_id, address, since }));
    return [...entries, ...fresh];
  });

/** @throws push_busy, no_space, read_only */
export const settle = async (place: ExchangePlace, address: string, ids: ReadonlySet<string>): Promise<void> => {
  if (ids.size === 0) return; // else each round of a push would take the lock twice more
  await changeQueue(place, (entries) =>
    entries.filter((entry) => entry.address !== address || !ids.has(entry.artifact_id)),
  );
};

const changeQueue = async (
  place: ExchangePlace,
  change: (entries: readonly QueueEntry[]) => readonly QueueEntry[],
): Promise<void> => {
  const lock = `${queueFile(place)}.lock`;
  const release = await takeLock(lock, place.machine, WAIT_MS);
  if (release === null)
    throw new OpenSessionError('push_busy', `expected the queue of pushes to be free, found it locked by ${lock}`, {
      hint: 'if the machine that is named in it does not run any more, remove the file',
    });
  try {
    const before = readQueue(place);
    const entries = change(before);
    if (entries.length === before.length) return;
    const lines = entries.map((entry) => JSON.stringify(entry)).join(',\n');
    await place.write(queueFile(place), `{"version":1,"entries":[\n${lines}\n]}\n`);
  } finally {
    release();
  }
};

export const queueFile = (place: Pick<ExchangePlace, 'paths'>): string => join(sharingDir(place), 'push-queue.json');
