import { placeOf } from '../domain/archive.ts';
import type { World } from './ports.ts';

export interface ExportRequest {
  readonly sessions: boolean;
  readonly artifacts: boolean;
}

export interface ExportedArchive {
  readonly artifacts: number;
  readonly sessions: number;
  readonly files: number;
  /** The archive, a tar stream; read once. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The newest version of each artifact, and each session of the branch. @throws not_a_repository, git_failed */
export const exportArchive = async (
  world: Pick<World, 'archive' | 'cwd'>,
  request: ExportRequest,
): Promise<ExportedArchive> => {
  const { files, chunks } = await (await world.archive(world.cwd)).pack(request);
  const places = files.map(({ path }) => placeOf(path));
  return {
    artifacts: places.filter((place) => place?.kind === 'artifact' && place.name === 'artifact.json').length,
    sessions: places.filter((place) => place?.kind === 'hail').length,
    files: files.length,
    chunks,
  };
};
