import { takesAway } from '../../domain/swept.ts';
import type { FileFact, Sweep } from '../facts.ts';

/** A file that a session took away or moved as a whole, as the trees tell. */
interface SweptFile {
  readonly path: string;
  /** Where it stands now. */
  readonly to?: string;
}

/** The files of a session with those that no command named: they stand in for the folder that one did. */
export const withSwept = (
  files: readonly FileFact[],
  { swept, sweeps }: { readonly swept: readonly SweptFile[]; readonly sweeps: readonly Sweep[] },
): readonly FileFact[] => {
  if (swept.length === 0) return files;
  const folders = new Set(swept.flatMap(({ path }) => foldersOf(path)));
  const foldersNow = new Set(swept.flatMap(({ to }) => (to === undefined ? [] : foldersOf(to))));
  const isFolder = ({ action, from, path }: FileFact): boolean =>
    action === 'renamed' || action === 'deleted' ? folders.has(from ?? path) : foldersNow.has(path);
  const named = files.filter((file) => !isFolder(file));
  const known = new Set(named.flatMap(({ path, from }) => [path, from ?? path]));
  const ways = sweeps.map(({ last, ...way }) => ({ last, takes: takesAway(way) }));
  const found = swept.flatMap(({ path, to }): readonly FileFact[] => {
    const last = ways.findLast(({ takes }) => takes(path))?.last;
    if (last === undefined || known.has(path) || known.has(to ?? path)) return [];
    const way =
      to === undefined
        ? ({ action: 'deleted', path } as const)
        : ({ action: 'renamed', path: to, from: path } as const);
    return [
      {
        ...way,
        unsettled: false,
        inside: true,
        lines_added: null,
        lines_removed: null,
        by: ['shell'],
        first: last,
        last,
      },
    ];
  });
  return [...named, ...found];
};

const foldersOf = (path: string): readonly string[] => {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  return folders;
};
