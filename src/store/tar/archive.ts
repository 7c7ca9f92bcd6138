/** Sessions and artifacts as a tar stream: the port that the use cases see. */
import type { ArchivedFile } from '../../domain/archive.ts';
import type { ArtifactTip } from '../archive/archive.ts';

export interface ArchiveChoice {
  readonly sessions: boolean;
  /** Their versions, of which nothing is verified here. */
  readonly artifacts: readonly ArtifactTip[];
}

export interface PackedArchive {
  readonly files: readonly ArchivedFile[];
  /** The same bytes for the same files. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface UnpackedFile extends ArchivedFile {
  /** Absolute path of what was written. */
  readonly file: string;
}

/** Where the files go: a new one each time, removed by whoever opened it. */
export interface Into {
  open(name: string): { readonly path: string; write(bytes: Uint8Array): void; finish(): unknown };
}

export interface Archive {
  /** The versions of artifacts that are named, and the newest of each session. @throws branch_corrupt, git_failed */
  pack(choice: ArchiveChoice): Promise<PackedArchive>;
  /** Reads an archive into files, all or nothing. @throws archive_invalid, no_space */
  unpack(input: AsyncIterable<Uint8Array>, into: Into): Promise<readonly UnpackedFile[]>;
}
