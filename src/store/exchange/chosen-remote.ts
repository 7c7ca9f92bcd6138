import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { asString, field, readJson } from '../../domain/json.ts';
import type { Remote } from '../../domain/sharing/judge-remote.ts';
import { inDirectory } from '../../git/file-error.ts';
import { stripCredentials } from '../../git/strip-credentials.ts';
import { readText } from '../read-text.ts';
import { type ExchangePlace, sharingDir } from './exchange-place.ts';

/** A remote of the repository, with the address that git is given: it may hold a secret and is never shown. */
export interface RemoteHere extends Remote {
  readonly url: string;
}

/** In the order of the configuration; the address to push to, else the first one. */
export const readRemotes = async ({ git, cwd }: Pick<ExchangePlace, 'git' | 'cwd'>): Promise<readonly RemoteHere[]> => {
  const args = ['config', '-z', '--get-regexp', '^remote\\..*\\.(url|pushurl)$'];
  const { stdout } = await git.run(args, { cwd, allow: [0, 1] });
  const found = new Map<string, { url?: string; pushurl?: string }>();
  for (const entry of stdout.toString('utf8').split('\0')) {
    const { name, key, url } = /^remote\.(?<name>[^]*)\.(?<key>url|pushurl)\n(?<url>[^]*)$/.exec(entry)?.groups ?? {};
    if (name === undefined || url === undefined || (key !== 'url' && key !== 'pushurl')) continue;
    const remote = found.get(name) ?? {};
    remote[key] ??= url;
    found.set(name, remote);
  }
  return [...found].flatMap(([name, { url, pushurl }]) => {
    const address = pushurl ?? url;
    return address === undefined ? [] : [{ name, url: address, address: stripCredentials(address) ?? '' }];
  });
};

/** The remote that receives handoffs; null: none was chosen yet. */
export const readChosen = (place: Parameters<typeof sharingDir>[0]): Remote | null => {
  const value = readJson(readText(chosenFile(place)) ?? '');
  const [name, address] = [asString(field(value, 'name')), asString(field(value, 'address'))];
  // none, or no file of ours: it is asked for again
  return name === undefined || address === undefined ? null : { name, address };
};

/** @throws no_space, read_only */
export const writeChosen = async (place: ExchangePlace, { name, address }: Remote): Promise<void> => {
  inDirectory(sharingDir(place), () => mkdirSync(sharingDir(place), { recursive: true }));
  const chosen = { version: 1, name, address, chosen_at: place.clock.now().toISOString() };
  await place.write(chosenFile(place), `${JSON.stringify(chosen)}\n`);
};

const chosenFile = (place: Parameters<typeof sharingDir>[0]): string => join(sharingDir(place), 'handoff-remote.json');
