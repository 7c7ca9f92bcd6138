import { OpenSessionError } from '../domain/errors.ts';
import { artifactIdOf } from '../domain/refs.ts';
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
 * Writes an artifact's Markdown to a file, HANDOFF.md in the working directory unless told otherwise.
 * @throws invalid_artifact_id, artifact_not_found, artifact_corrupt, no_space, read_only
 */
export const renderArtifact = async (
  world: Pick<World, 'store' | 'files' | 'cwd' | 'place'>,
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
  const text = markdown.endsWith('\n') ? markdown : `${markdown}\n`;
  if (request.dryRun !== true) await world.files.write(path, text);
  return { artifact_id: id, path, bytes: new TextEncoder().encode(text).length, written: request.dryRun !== true };
};
