/** Everything that the use cases need from outside. `open-world.ts` builds it; tests pass another. */
import type { Agent, Place, SkimRules } from '../agents/agent.ts';
import type { LogReader } from '../agents/log-reader.ts';
import type { GrowingLog } from '../sources/growing-log.ts';
import type { Spool } from '../sources/spool.ts';
import type { SessionsStore } from '../store/sessions/sessions-store.ts';
import type { ArtifactExchange } from '../store/exchange/open-exchange.ts';
import type { Archive } from '../store/tar/archive.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import type { Git } from '../git/git.ts';
import type { ConfigEntry } from '../git/user-config.ts';
import type { OpenRemoteChange, RemoteChangeRequest } from '../store/remote/with-remote-change.ts';
import type { Upkeep } from '../store/upkeep.ts';
import type { Isolation } from '../isolation/isolation.ts';
import type { WitnessStore } from '../store/witness-store.ts';
import type { Signing } from '../signing/open-signing.ts';
import type { Manifest } from '../domain/manifest.ts';
import type { PendingFacts } from '../git/repository-facts.ts';
import type { ChangeRequest, OpenChange } from '../git/change/open-change.ts';
import type { CommittedChange } from '../git/committed-change.ts';
import type { ReplayedCommit, Rewritten } from '../git/replayed-commits.ts';
import type { RecordedTree } from '../git/recorded-tree.ts';
import type { SaveFacts, SaveFactsRequest } from '../git/save-facts.ts';
import type { Skimmed } from '../sources/skim-reader.ts';
import type { SkimmedPart, SkimWork } from './skim-work.ts';

export interface Clock {
  now(): Date;
}

export interface Files {
  /** Whole or not at all: through a temporary name beside it. @throws no_space, read_only, not_readable */
  write(path: string, text: string): Promise<void>;
  /** The same of bytes as they come; returns how many. @throws no_space, read_only, not_readable */
  writeChunks(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  /** A folder with all above it; one that is there is left as it is. @throws no_space, read_only, not_readable */
  makeFolder(path: string): void;
  /** As it lies. @throws file_not_found, not_readable */
  readChunks(path: string): AsyncIterable<Uint8Array>;
  /** Links resolved; the path itself where that fails. */
  realPath(path: string): string;
  /** Whether a path is a link itself. */
  isLink(path: string): boolean;
  /** The names in a directory that are links themselves; undefined when it cannot be listed. */
  linksIn(dir: string): ReadonlySet<string> | undefined;
  /** Whether a directory that is there cannot be listed. */
  isClosed(dir: string): boolean;
}

export interface World {
  readonly version: string;
  readonly clock: Clock;
  /** Lets time go by, milliseconds. */
  pause(ms: number): Promise<void>;
  /** Absolute. */
  readonly cwd: string;
  readonly place: Place;
  readonly agents: readonly Agent[];
  readonly logs: LogReader;
  /** What reads sessions in the older tool's format alone: for a judgement, which reads no log. */
  hail(): Promise<Pick<World, 'agents' | 'logs' | 'spool'>>;
  /** A reader that passes over the middle of a session's long logs, for listings. `path`: its own log. To be closed. */
  skim(rules: SkimRules, path: string): Skimmed;
  /**
   * Starts threads that skim this work while it is skimmed here too. What comes back waits for them, and says what they
   * did; nothing of one that failed.
   */
  skimBeside(work: SkimWork): Promise<() => Promise<SkimmedPart>>;
  /** Opens a plain JSONL log to read it as it grows. */
  follow(path: string): GrowingLog;
  /**
   * Tells one state of a file from another without reading it; '' when there is none. Undefined right after a change:
   * another one could look the same.
   */
  stamp(path: string): string | undefined;
  /** sha256 of the bytes of files in their order, streamed; undefined when one cannot be read. */
  digest(files: readonly string[]): Promise<string | undefined>;
  readonly git: Git;
  /** Starts to read the facts of the repository around a session's directory. */
  repository(cwd: string): PendingFacts;
  /** A change of the repository at a directory, asked of a private one while `work` runs. @throws usage, not_a_repository, git_failed */
  change<T>(dir: string, request: ChangeRequest, work: (change: OpenChange) => Promise<T>): Promise<T>;
  /** A change between remotes, with the artifacts in them. @throws see with-remote-change.ts */
  remoteChange<T>(request: RemoteChangeRequest, work: (opened: OpenRemoteChange) => Promise<T>): Promise<T>;
  /** What a save records of the repository at a directory. @throws not_a_repository, git_failed, no_space */
  saveFacts(dir: string, request: SaveFactsRequest): Promise<SaveFacts | null>;
  /** The tree that an artifact's start and entries make; null: that cannot be told here. */
  recordedTree(dir: string, recorded: RecordedTree & Pick<Manifest, 'object_format'>): Promise<string | null>;
  /** The commit at HEAD, as its hook finds it. @throws not_a_repository, git_failed */
  committed(dir: string): Promise<CommittedChange>;
  /** What a rebase did without anybody's hand. @throws not_a_repository, git_failed */
  replayed(dir: string, rewritten: readonly Rewritten[]): Promise<readonly ReplayedCommit[]>;
  /** Of the repository at a directory. @throws not_a_repository */
  store(dir: string): Promise<ArtifactStore>;
  /** The person's signatures in the repository at a directory. */
  signing(dir: string): Signing;
  /** Git's settings that hold in a directory, each with where it was set. @throws git_failed, not_a_repository */
  config(dir: string): Promise<readonly ConfigEntry[]>;
  /** Where commands of the repository at a directory are run that nobody answers for. */
  isolation(dir: string): Promise<Isolation>;
  /** What CI jobs saw and signed, in the refs of the repository at a directory. @throws not_a_repository */
  witnesses(dir: string): Promise<WitnessStore>;
  /** What lies about beside the refs. */
  readonly upkeep: Upkeep;
  /** The sessions branch of the repository at a directory. @throws not_a_repository */
  sessions(dir: string): Promise<SessionsStore>;
  /** Both as a tar stream. @throws not_a_repository */
  archive(dir: string): Promise<Archive>;
  /** A new one; whoever opens it removes it. @throws no_space */
  spool(): Spool;
  /** Of the same repository, with remotes. @throws not_a_repository */
  exchange(dir: string): Promise<ArtifactExchange>;
  /** For files that a person asked for: HANDOFF.md, --output. */
  readonly files: Files;
}
