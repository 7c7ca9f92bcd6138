import { isBelow } from './current-repository.ts';
import type { World } from './ports.ts';

/**
 * Whether a log lies below a root with all links resolved: one that leads out of it shows what is nobody's session. The
 * root itself may be a link, and a person may name any file.
 */
export const insideOf = (root: string, files: World['files']): ((path: string) => boolean) => {
  const top = files.realPath(root);
  const folders = new Map<string, Folder>();
  const isBelowTop = (path: string): boolean => isBelow(files.realPath(path), [top]);
  const look = (folder: string): Folder => {
    const known = folders.get(folder) ?? { isInside: isBelowTop(folder), links: files.linksIn(folder) };
    folders.set(folder, known);
    return known;
  };
  return (path) => {
    if (path === root) return true;
    const slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    const { isInside, links } = look(path.slice(0, slash));
    return isInside && (links?.has(path.slice(slash + 1)) === false || isBelowTop(path));
  };
};

interface Folder {
  readonly isInside: boolean;
  /** Names of its links; undefined where nobody may list it. */
  readonly links: ReadonlySet<string> | undefined;
}
