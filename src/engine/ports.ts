/** Everything that the use cases need from outside. `open-world.ts` builds it; tests pass another. */
import type { Agent, Place } from '../agents/agent.ts';
import type { LogReader } from '../agents/log-reader.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import type { Git } from '../git/git.ts';
import type { Signing } from '../signing/open-signing.ts';
import type { PendingFacts } from '../git/repository-facts.ts';
import type { SaveFacts, SaveFactsRequest } from '../git/save-facts.ts';

export interface Clock {
  now(): Date;
}

export interface Files {
  /** Whole or not at all: through a temporary name beside it. @throws no_space, read_only, not_readable */
  write(path: string, text: string): Promise<void>;
  /** Links resolved; the path itself where that fails. */
  realPath(path: string): string;
  /** Whether a directory that is there cannot be listed. */
  isClosed(dir: string): boolean;
}

export interface World {
  readonly version: string;
  readonly clock: Clock;
  /** Absolute. */
  readonly cwd: string;
  readonly place: Place;
  readonly agents: readonly Agent[];
  readonly logs: LogReader;
  /** A reader that shows only the start and the end of one log, for listings. */
  skim(path: string): LogReader;
  /** sha256 of the bytes of files in their order, streamed; undefined when one cannot be read. */
  digest(files: readonly string[]): Promise<string | undefined>;
  readonly git: Git;
  /** Starts to read the facts of the repository around a session's directory. */
  repository(cwd: string): PendingFacts;
  /** What a save records of the repository at a directory. @throws not_a_repository, git_failed, no_space */
  saveFacts(dir: string, request: SaveFactsRequest): Promise<SaveFacts | null>;
  /** Of the repository at a directory. @throws not_a_repository */
  store(dir: string): Promise<ArtifactStore>;
  /** The person's signatures in the repository at a directory. */
  signing(dir: string): Signing;
  /** For files that a person asked for: HANDOFF.md, --output. */
  readonly files: Files;
}
