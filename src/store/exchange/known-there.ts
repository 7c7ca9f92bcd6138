import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { asString, field, isObject, readJson } from '../../domain/json.ts';
import { type ArtifactId, isArtifactId } from '../../domain/refs.ts';
import { readText } from '../read-text.ts';
import { readChosen } from './chosen-remote.ts';
import { type ExchangePlace, sharingDir } from './exchange-place.ts';
import { isObjectId } from '../../domain/is-object-id.ts';

type Tips = ReadonlyMap<ArtifactId, string>;

export interface KnownThere {
  /** Versions that are, or were, here too. */
  readonly tips: Tips;
  /** Commit of its archive; null: it is not known to have one. */
  readonly archive: string | null;
  /** Versions of here that it was seen not to have: what git fetched before is no sign of them. */
  readonly absent: Tips;
  /** When it was asked last, in milliseconds; 0: never. */
  readonly at: number;
}

export interface SeenThere {
  /** Tips that it has as they are here. */
  readonly there: Tips;
  /** Whether what was known of an artifact, a tip, is to be forgotten. */
  readonly isLost: (id: ArtifactId, tip: string) => boolean;
  /** Versions of here that it does not have. */
  readonly absent: Tips;
  /** undefined: it was not asked for. */
  readonly archive: string | null | undefined;
}

/**
 * Keeps which versions a remote is known to have, for who asks without asking the remote: of what is here, as the last push
 * or fetch saw it. A hint: where it cannot be written, or another process writes it too, nothing is lost but that.
 * @param address of the remote; nothing is kept of another one than the chosen
 */
export const recordThere = async (place: ExchangePlace, address: string, seen: SeenThere): Promise<void> => {
  const chosen = readChosen(place);
  if (chosen !== null && chosen.address !== address) return; // another one was asked, once
  const before = readKnown(place, [address]);
  const kept = [...before.tips].filter(([id, tip]) => !seen.isLost(id, tip));
  const tips = new Map([...kept, ...seen.there]);
  const absent = new Map([...before.absent, ...seen.absent].filter(([id, tip]) => tips.get(id) !== tip));
  const archive = seen.archive === undefined ? before.archive : seen.archive;
  if (tips.size + absent.size + before.tips.size + before.absent.size === 0 && archive === before.archive) return;
  const record = { version: 1, address, archive, tips: inOrder(tips), absent: inOrder(absent) };
  const text = `${JSON.stringify(record)}\n`;
  try {
    if (text === readText(knownFile(place))) touch(knownFile(place));
    else await place.write(knownFile(place), text);
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
  }
};

const inOrder = (tips: Tips): { readonly [id: string]: string } =>
  Object.fromEntries([...tips].sort(([a], [b]) => (a < b ? -1 : 1)));

/** It says when the remote was asked. */
const touch = (file: string): void => {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // it cannot be written: then it is as old as it says
  }
};

/** @param addresses of remotes; what is kept of another one is nothing */
export const readKnown = (place: ExchangePlace, addresses: readonly string[]): KnownThere => {
  const value = readJson(readText(knownFile(place)) ?? ''); // none yet, or no file of ours: it names no remote
  const address = asString(field(value, 'address'));
  if (address === undefined || !addresses.includes(address)) return NOTHING;
  const archive = asString(field(value, 'archive')) ?? '';
  return {
    tips: tipsIn(field(value, 'tips')),
    archive: isObjectId(archive) ? archive : null,
    absent: tipsIn(field(value, 'absent')),
    at: statSync(knownFile(place), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  };
};

const NOTHING: KnownThere = { tips: new Map(), archive: null, absent: new Map(), at: 0 };

const tipsIn = (value: unknown): Tips =>
  new Map(
    Object.entries(isObject(value) ? value : {}).flatMap(([id, commit]) =>
      isArtifactId(id) && typeof commit === 'string' ? [[id, commit] as const] : [],
    ),
  );

const knownFile = (place: ExchangePlace): string => join(sharingDir(place), 'known-there.json');
