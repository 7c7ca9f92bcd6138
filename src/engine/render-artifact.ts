import { OpenSessionError } from '../domain/errors.ts';
import { HANDOFF_FILE, RENDERED } from '../domain/handoff-file.ts';
import { artifactIdOf } from '../domain/refs.ts';
import { showInvisible } from '../formats/visible.ts';
import type { World } from './ports.ts';
import { longPath } from './source-stamp.ts';
import { requireOwnFile, writeNamedFile } from './write-named-file.ts';

export interface RenderResult {
  readonly artifact_id: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  readonly written: boolean;
}

/**
 * Writes an artifact's Markdown to a file, HANDOFF.md in the working directory unless told otherwise.
 * @throws invalid_artifact_id, artifact_not_found, artifact_corrupt, refused (a link, a HANDOFF.md of somebody's own),
 * no_space, read_only
 */
export const renderArtifact = async (
  world: Pick<World, 'store' | 'files' | 'logs' | 'cwd' | 'place'>,
  request: { readonly idOrRef: string; readonly output?: string; readonly dryRun?: boolean },
): Promise<RenderResult> => {
  const id = artifactIdOf(request.idOrRef);
  const stored = await (await world.store(world.cwd)).find(id);
  const markdown = stored.artifact.derived_markdown ?? stored.markdown;
  if (markdown === null)
    throw new OpenSessionError('artifact_corrupt', `expected Markdown in the artifact ${id}, found none`, {
      hint: `make it again: opensession session handoff artifact refresh ${id}`,
    });
  const path = longPath(world, request.output ?? HANDOFF_FILE);
  // a text of our own holds nothing of the kind
  const shown = showInvisible(markdown.replaceAll('\r\n', '\n'));
  const text = shown.endsWith('\n') ? shown : `${shown}\n`;
  if (request.output === undefined) await requireRendered(world, path, text);
  const dryRun = request.dryRun === true;
  const bytes = await writeNamedFile(world, { path, dryRun }, text);
  return { artifact_id: id, path, bytes, written: !dryRun };
};

/** What people and agents write by that name as well is theirs. @throws refused */
const requireRendered = async (world: Pick<World, 'files' | 'logs'>, path: string, text: string): Promise<void> => {
  if (world.logs.stat(path)?.kind !== 'file') return;
  // what a link leads to is nobody's text by that name
  requireOwnFile(world, path);
  let head = '';
  for await (const chunk of world.files.readChunks(path)) {
    head = Buffer.from(chunk).toString('utf8');
    break;
  }
  if (head.trim() === '' || RENDERED.test(head) || head.replaceAll('\r\n', '\n') === text) return;
  throw new OpenSessionError('refused', `expected ${path} as it was rendered, found a text of somebody's own`, {
    hint: 'to replace it: --output HANDOFF.md; or name another file there',
  });
};
