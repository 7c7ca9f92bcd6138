import { asArray, asText, at, field } from '../../domain/json.ts';
import type { LogReader } from '../log-reader.ts';
import { ifReadable } from '../reading/if-readable.ts';
import { joinPath } from '../reading/join-path.ts';
import { oncePerListing } from '../reading/once-per-listing.ts';
import { parseJson } from '../reading/parse-json.ts';
import { COMPOSER_DATA, itemText } from './composer-store.ts';
import { uriPath } from './uri-path.ts';

/** Paths of the workspaces' stores below a `User` folder. */
export const workspaceStores = (user: string, logs: LogReader): readonly string[] =>
  storesIn(storageOf(user), logs.list(storageOf(user)));

const storageOf = (user: string): string => joinPath(user, 'workspaceStorage');

const storesIn = (storage: string, names: readonly string[]): readonly string[] =>
  names.map((name) => joinPath(storage, name, 'state.vscdb'));

/** The folder that a workspace's store is of, by the `workspace.json` beside it: `{folder: "file:///…"}`. */
export const folderOf = (store: string, logs: LogReader): string | undefined => {
  const path = joinPath(store, '..', 'workspace.json');
  if (logs.stat(path) === undefined) return undefined;
  const folder = asText(
    field(
      ifReadable(() => logs.json(path)),
      'folder',
    ),
  );
  return folder === undefined ? undefined : uriPath(folder);
};

/** In which folder each conversation was held: the workspaces' stores list the ids of theirs. */
export const foldersOfComposers = (user: string, logs: LogReader): ReadonlyMap<string, string> =>
  foldersBelow(storageOf(user), logs);

const foldersBelow = oncePerListing((names, storage, logs): ReadonlyMap<string, string> => {
  const folders = new Map<string, string>();
  for (const path of storesIn(storage, names)) {
    const folder = folderOf(path, logs);
    if (folder === undefined) continue;
    for (const composer of listedComposers(path, logs)) {
      const id = asText(field(composer, 'composerId'));
      if (id !== undefined) folders.set(id, folder);
    }
  }
  return folders;
});

/** `allComposers` of a workspace's store: whole conversations until 0.42, later their names and times. */
const listedComposers = (path: string, logs: LogReader): readonly unknown[] =>
  asArray(
    at(
      ifReadable(() => parseJson(itemText({ path, logs }, COMPOSER_DATA) ?? '')),
      'allComposers',
    ),
  );
