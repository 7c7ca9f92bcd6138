import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { asString, field, isObject } from '../../domain/json.ts';
import { type ArtifactId, artifactIdOfRef, artifactRef, isArtifactId } from '../../domain/refs.ts';
import { readChosen, readRemotes } from './chosen-remote.ts';
import { type ExchangePlace, sharingDir } from './exchange-place.ts';

type Tips = ReadonlyMap<ArtifactId, string>;

/**
 * Keeps which versions a remote is known to have, for who asks without asking the remote: of what is here, as the last push
 * or fetch saw it. A hint: where it cannot be written, or another process writes it too, nothing is lost but that.
 * @param address of the remote; nothing is kept of another one than the chosen. `there`: tips that it has. `here`: all that are here
 */
export const recordThere = async (
  place: ExchangePlace,
  address: string,
  { there, here }: { readonly there: Tips; readonly here: Tips },
): Promise<void> => {
  const chosen = readChosen(place);
  if (chosen !== null && chosen.address !== address) return; // another one was asked, once
  const known = new Map([...readKnown(place, address), ...there]);
  const tips = Object.fromEntries([...known].filter(([id]) => here.has(id)).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = `${JSON.stringify({ version: 1, address, tips })}\n`;
  if (text === readText(place)) return;
  try {
    await place.write(knownFile(place), text);
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
  }
};

/** Those of the artifacts whose version here the remote of handoffs is not known to have; none where there is no remote. */
export const unsentOf = async (place: ExchangePlace, ids: readonly ArtifactId[]): Promise<readonly ArtifactId[]> => {
  if (ids.length === 0 || (await readRemotes(place)).length === 0) return [];
  const known = readKnown(place, readChosen(place)?.address ?? '');
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', '--end-of-options', ...ids.map(artifactRef)];
  const { stdout } = await place.git.run(args, { cwd: place.cwd });
  return stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [ref = '', commit] = line.split(' ');
      const id = artifactIdOfRef(ref);
      return id === undefined || !ids.includes(id) || known.get(id) === commit ? [] : [id];
    });
};

const readKnown = (place: ExchangePlace, address: string): Tips => {
  let value: unknown;
  try {
    value = JSON.parse(readText(place));
  } catch {
    return new Map(); // none yet, or no file of ours
  }
  if (asString(field(value, 'address')) !== address) return new Map();
  const tips = field(value, 'tips');
  return new Map(
    Object.entries(isObject(tips) ? tips : {}).flatMap(([id, commit]) =>
      isArtifactId(id) && typeof commit === 'string' ? [[id, commit] as const] : [],
    ),
  );
};

const readText = (place: ExchangePlace): string => {
  try {
    return readFileSync(knownFile(place), 'utf8');
  } catch {
    return '';
  }
};

const knownFile = (place: ExchangePlace): string => join(sharingDir(place), 'known-there.json');
