import { dirname } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import { artifactIdOf } from '../domain/refs.ts';
import { showInvisible } from '../formats/visible.ts';
import { isBelow } from './current-repository.ts';
import type { World } from './ports.ts';
import { longPath } from './source-stamp.ts';

export interface RenderResult {
  readonly artifact_id: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  readonly written: boolean;
}

/**
 * Writes an artifact's Markdown to a file, HANDOFF.md in the working directory unless told otherwise. In the working tree
 * no link is followed: it came with the repository.
 * @throws invalid_artifact_id, artifact_not_found, artifact_corrupt, refused (a link), no_space, read_only
 */
export const renderArtifact = async (
  world: Pick<World, 'store' | 'files' | 'git' | 'cwd' | 'place'>,
  request: { readonly idOrRef: string; readonly output?: string; readonly dryRun?: boolean },
): Promise<RenderResult> => {
  const id = artifactIdOf(request.idOrRef);
  const stored = await (await world.store(world.cwd)).find(id);
  const markdown = stored.artifact.derived_markdown ?? stored.markdown;
  if (markdown === null)
    throw new OpenSessionError('artifact_corrupt', `expected Markdown in the artifact ${id}, found none`, {
      hint: `make it again: opensession session handoff artifact refresh ${id}`,
    });
  const path = longPath(world, request.output ?? 'HANDOFF.md');
  if (await isThroughLink(world, path))
    throw new OpenSessionError('refused', `expected ${path} as a file of its own, found a link on its way`, {
      hint: "a link in a repository is anybody's: name the file where it leads with --output",
    });
  // a text of our own holds nothing of the kind
  const shown = showInvisible(markdown.replaceAll('\r\n', '\n'));
  const text = shown.endsWith('\n') ? shown : `${shown}\n`;
  if (request.dryRun !== true) await world.files.write(path, text);
  return { artifact_id: id, path, bytes: new TextEncoder().encode(text).length, written: request.dryRun !== true };
};

const isThroughLink = async (
  { git, files, cwd }: Pick<World, 'files' | 'git' | 'cwd'>,
  path: string,
): Promise<boolean> => {
  const { root } = await git.locate(cwd);
  if (root === null) return false;
  const folder = files.realPath(dirname(path));
  const isIn = isBelow(folder, [files.realPath(root)]);
  const isNamedIn = isBelow(path, [root, cwd]);
  return (isIn && files.isLink(path)) || (isNamedIn && (!isIn || files.isLink(path)));
};
