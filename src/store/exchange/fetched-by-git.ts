/**
 * What a fetch of git itself shows of a remote, of which no record of ours speaks: the last one, as FETCH_HEAD has it, and copies
 * below names that a refspec of the user keeps. Nobody is asked.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { NAMESPACE } from '../../domain/refs.ts';
import { trackedRef } from '../../domain/sharing/tracked-ref.ts';
import { readInfos } from '../../git/read-objects.ts';
import { stripCredentials } from '../../git/strip-credentials.ts';
import { readText } from '../read-text.ts';
import type { RemoteHere } from './chosen-remote.ts';
import type { ExchangePlace } from './exchange-place.ts';

/** Commits by the ref's name at the remote. */
export type RefsThere = ReadonlyMap<string, string>;

export interface FetchedByGit {
  readonly last: RefsThere;
  /** When that was, in milliseconds; 0: never. */
  readonly at: number;
  /** As they were at some time. */
  readonly copies: RefsThere;
}

/** @param refs of ours, about which it is asked */
export const fetchedByGit = async (
  place: ExchangePlace,
  remotes: readonly RemoteHere[],
  refs: readonly string[],
): Promise<FetchedByGit> => {
  const heads = [...new Set([place.paths.gitDir, place.paths.commonDir])].map((dir) => join(dir, 'FETCH_HEAD'));
  const found = heads.map((file) => ({ at: timeOf(file), file })).sort((a, b) => b.at - a.at)[0];
  const addresses = new Set(remotes.map(({ address }) => withoutEnd(address)));
  const last = found === undefined || found.at === 0 ? new Map<string, string>() : lastFetch(found.file, addresses);
  return { last, at: last.size === 0 ? 0 : (found?.at ?? 0), copies: await copiesOf(place, remotes, refs) };
};

/** More was fetched at once than anybody has refs of ours. */
const MAX_BYTES = 64 * 1024 * 1024;

const timeOf = (file: string): number => {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.size <= MAX_BYTES ? stat.mtimeMs : 0;
};

/** `<id>\t[not-for-merge]\t'<ref>' of <address>`: of refs that are no branches, the address as git shows it (2.39). */
const lastFetch = (file: string, addresses: ReadonlySet<string>): RefsThere => {
  const refs = new Map<string, string>();
  for (const line of readText(file)?.split('\n') ?? []) {
    const [, id = '', ref = '', address = ''] =
      /^([0-9a-f]{40}|[0-9a-f]{64})\t[a-z-]*\t'(refs\/opensession\/[^']+)' of (.+)$/.exec(line) ?? [];
    if (ref !== '' && addresses.has(withoutEnd(stripCredentials(address) ?? ''))) refs.set(ref, id);
  }
  return refs;
};

/** git leaves that out. */
const withoutEnd = (address: string): string => address.replace(/\/+$/, '').replace(/\.git$/, '');

/** What lies under our own names is no copy: it is what may be sent. */
const copiesOf = async (
  place: ExchangePlace,
  remotes: readonly RemoteHere[],
  refs: readonly string[],
): Promise<RefsThere> => {
  const specs = await refspecsOf(place, remotes);
  const names = new Map(
    specs.flatMap((spec) =>
      refs.flatMap((ref) => {
        const copy = trackedRef(spec, ref);
        return copy === undefined || !/^refs\/\S+$/.test(copy) || copy.startsWith(NAMESPACE)
          ? []
          : [[copy, ref] as const];
      }),
    ),
  );
  if (names.size === 0) return new Map();
  const infos = await readInfos(place.git, [...names.keys()], place);
  return new Map(
    [...names.values()].flatMap((ref, index) => {
      const id = infos[index]?.id;
      return id === undefined ? [] : [[ref, id] as const];
    }),
  );
};

/** Of those that are fetched from where they are pushed to. */
const refspecsOf = async (place: ExchangePlace, remotes: readonly RemoteHere[]): Promise<readonly string[]> => {
  const args = ['config', '-z', '--get-regexp', '^remote\\..*\\.(url|fetch)$'];
  const { stdout } = await place.git.run(args, { cwd: place.cwd, allow: [0, 1] });
  const entries = stdout.toString('utf8').split('\0');
  const valuesOf = (name: string, key: string): readonly string[] => {
    const start = `remote.${name}.${key}\n`;
    return entries.flatMap((entry) => (entry.startsWith(start) ? [entry.slice(start.length)] : []));
  };
  return remotes.flatMap(({ name, url }) => (valuesOf(name, 'url')[0] === url ? valuesOf(name, 'fetch') : []));
};
