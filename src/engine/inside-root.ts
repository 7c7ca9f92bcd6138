import { isBelow } from './current-repository.ts';
import type { World } from './ports.ts';

/**
 * What of a log's path leads out of a root, its folder or the log itself, with all links resolved: that shows what is
 * nobody's session. Undefined: it lies below. The root itself may be a link, and a person may name any file.
 */
export const leadingOut = (root: string, files: World['files']): ((path: string) => string | undefined) => {
  const top = files.realPath(root);
  const folders = new Map<string, Folder>();
  const isBelowTop = (path: string): boolean => isBelow(files.realPath(path), [top]);
  const look = (folder: string): Folder => {
    const known = folders.get(folder) ?? { isInside: isBelowTop(folder), links: files.linksIn(folder) };
    folders.set(folder, known);
    return known;
  };
  return (path) => {
    if (path === root) return undefined;
    const slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    const folder = path.slice(0, slash);
    const { isInside, links } = look(folder);
    if (!isInside) return folder;
    return links?.has(path.slice(slash + 1)) === false || isBelowTop(path) ? undefined : path;
  };
};

interface Folder {
  readonly isInside: boolean;
  /** Names of its links; undefined where nobody may list it. */
  readonly links: ReadonlySet<string> | undefined;
}
