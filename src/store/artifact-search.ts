import type { CandidateHints } from '../domain/choose-candidates.ts';
import type { NamedArtifact, Origin } from '../domain/named-artifact.ts';
import type { ArtifactId } from '../domain/refs.ts';
import type { PublishedSession } from './sessions/published-sessions.ts';
import type { InspectedVersion, UnreadVersion, VersionName } from './inspect-versions.ts';

/** An artifact that may be about a change: what is read of it is read by this commit, never again by its name. */
export interface FoundArtifact {
  readonly origin: Origin;
  readonly id: ArtifactId;
  readonly commit: string;
  /** Of the ref, where an older version is pinned: what later ones admit counts as well. */
  readonly tip?: string;
  /** The commit is the version that was pinned, and is not in the history of its ref. */
  readonly rewritten?: boolean;
}

/** Where artifacts about a change, and what CI jobs saw of it, are looked for: the refs here, or those of remotes. Each list of refs is read once. */
export interface ArtifactSearch {
  /** Starts reading what `alike` will need, once: beside other work. */
  begin?(): void;
  /** Those named, wherever they are; one that is not there is left out. */
  named(names: readonly NamedArtifact[]): Promise<readonly FoundArtifact[]>;
  /** Live ones by what their messages say: the best first, at most 64. */
  alike(hints: CandidateHints): Promise<readonly FoundArtifact[]>;
  /** Live ones whose object is gone or damaged, as the last `alike` met them: at most 64. A remote sends none such. */
  unread?(): readonly ArtifactId[];
  /** Those that are no longer live, by keys of states (hexadecimal): at most 64. */
  archived(keys: readonly string[]): Promise<readonly FoundArtifact[]>;
  /** Statements of CI jobs about a tree, as texts that nobody has judged yet: at most 64. */
  witnesses(tree: string): Promise<readonly string[]>;
  /** Sessions on the sessions branch, as far as they are there: at most 16, and 64 MiB together. */
  published(origin: Origin, session_ids: readonly string[]): Promise<readonly PublishedSession[]>;
  /** Versions of what was found, and their parents: nothing of them is believed. */
  inspect(versions: readonly VersionName[]): AsyncIterable<InspectedVersion | UnreadVersion>;
  /** Reads the lists of refs anew, for who waits. null: nothing else can come in. */
  readonly refresh: (() => Promise<void>) | null;
}
