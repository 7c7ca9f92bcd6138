import type { OpenSessionError } from '../../domain/errors.ts';
import type { ArtifactId } from '../../domain/refs.ts';
import type { Deletion, RefMove } from '../../domain/sharing/plan-push.ts';
import type { RemoteHere } from './chosen-remote.ts';
import type { Left } from './exchange-place.ts';
import type { Joined } from './join-histories.ts';

export interface PushOrder {
  readonly remote: RemoteHere;
  /** `all`: every artifact that is here, and every removal that the remote does not know. */
  readonly ids: readonly ArtifactId[] | 'all';
  readonly left: Left;
  readonly onProgress: (text: string) => void;
}

/**
 * Why an artifact, or a record, was not sent. `moved`: what is at the remote is in its way. `too_large`: it is, or would be together
 * with what is at the remote, more than anybody takes in. `no_artifact`: it is none of ours. `incomplete`: this clone, partial or shallow, has
 * not all of it. `damaged`: what is here of it
 * cannot be read; doctor knows more. `waits`: it goes after another, which was not sent. `foreign`: a ref of somebody's own, which
 * nobody asked for by name.
 */
export type KeptReason =
  | 'rejected'
  | 'moved'
  | 'too_large'
  | 'removed'
  | 'no_artifact'
  | 'foreign'
  | 'incomplete'
  | 'damaged'
  | 'waits';

export interface Kept {
  readonly artifact_id: string;
  readonly reason: KeptReason;
  readonly detail: string;
}

export interface PushOutcome {
  readonly sent: readonly RefMove[];
  readonly deleted: readonly Deletion[];
  /** Versions of others that came in on the way. */
  readonly joined: readonly Joined[];
  /** Of the archive: what was moved at the remote, and here. */
  readonly archive: PushLog['archive'];
  /** The record of removals, if it was moved at the remote. */
  readonly removals: PushLog['removals'];
  /** Already there. */
  readonly same: readonly string[];
  /** Records that were damaged here, and came whole from the remote. */
  readonly mended: readonly string[];
  readonly kept: readonly Kept[];
  /** Entries that wait for this remote afterwards. */
  readonly queued: number;
  /** Why it ended before everything was answered. */
  readonly problem: OpenSessionError | null;
}

/** Of the archive, or the record of removals: at the remote or here. */
export interface RecordMove {
  readonly from: string | null;
  readonly to: string;
}

/** What happened so far. */
export interface PushLog {
  archive: {
    readonly sent: RecordMove | null;
    readonly joined: RecordMove | null;
    /** Where it is at the remote; null: nowhere, undefined: it was not asked for. */
    readonly there: string | null | undefined;
  };
  /** Of the record of removals: what was moved at the remote. */
  removals: RecordMove | null;
  readonly sent: RefMove[];
  readonly deleted: Deletion[];
  readonly joined: Joined[];
  readonly same: Set<string>;
  readonly mended: Set<string>;
  readonly kept: Map<string, Kept>;
}
