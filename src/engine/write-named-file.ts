import { dirname, join } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import { isBelow } from './current-repository.ts';
import type { World } from './ports.ts';

type Looking = Pick<World, 'files' | 'logs'>;

export interface NamedFile {
  /** Absolute, as somebody typed it. */
  readonly path: string;
  readonly dryRun: boolean;
}

/**
 * Writes a text to a file that somebody named, whole or not at all. The only way for a command to write one.
 * @returns its size in bytes, also in a dry run. @throws as requireOwnFile; no_space, read_only, file_not_found, usage
 */
export const writeNamedFile = async (world: Looking, { path, dryRun }: NamedFile, text: string): Promise<number> => {
  requireOwnFile(world, path);
  if (!dryRun) await world.files.write(path, text);
  return new TextEncoder().encode(text).length;
};

/** As writeNamedFile, of bytes as they come; in a dry run they are not read. @returns null in a dry run */
export const writeNamedChunks = async (
  world: Looking,
  { path, dryRun }: NamedFile,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number | null> => {
  requireOwnFile(world, path);
  return dryRun ? null : world.files.writeChunks(path, chunks);
};

/**
 * Whoever clones a repository has the links that its author put there. So a file in one is no link itself, and the way to
 * it leads neither out of the working tree nor into its `.git`. What lies in no repository is the affair of who named it.
 * @param path absolute. @throws refused
 */
export const requireOwnFile = ({ files, logs }: Looking, path: string): void => {
  const isRoot = (dir: string): boolean => logs.stat(join(dir, '.git')) !== undefined;
  const named = foldersAbove(path).filter(isRoot);
  const folder = files.realPath(dirname(path));
  const leadsOut = named.some((root) => !isBelow(folder, [files.realPath(root)]));
  const leadsIntoGit = named.length > 0 && isInGit(folder) && !isInGit(dirname(path));
  const isLinkInside = files.isLink(path) && (named.length > 0 || foldersAbove(join(folder, 'file')).some(isRoot));
  if (leadsOut || leadsIntoGit || isLinkInside)
    throw new OpenSessionError('refused', `expected ${path} as a file of its own, found a link on its way`, {
      hint: "a link in a repository is anybody's: name the file where it leads with --output",
    });
};

const foldersAbove = (path: string): readonly string[] => {
  const above: string[] = [];
  for (let here = dirname(path), below = path; here !== below; below = here, here = dirname(here)) above.push(here);
  return above;
};

const isInGit = (folder: string): boolean => folder.split(/[\\/]/).some((name) => name.toLowerCase() === '.git');
