/** Whole sessions on the branch `opensession/sessions`: the port that the use cases see. */
import type { ReadMeta } from '../../domain/branch/session-meta.ts';

/** A redacted session to be kept. */
export interface SessionFiles {
  readonly session_id: string;
  /** Absolute path of a file with its HAIL text. */
  readonly hail: string;
  readonly bytes: number;
  /** Text of meta.json; one with `republished_at` is added though it was pruned. */
  readonly meta: string;
}

export interface AddedSession {
  readonly session_id: string;
  /** Of the HAIL file, in the branch's tree. */
  readonly path: string;
  /**
   * `older`: what is there is a later version of the session. `pruned`: it was pruned, and has not grown since.
   * `pruned-there`: it is here, and was pruned at a remote whose branch was fetched: it goes when the two are joined.
   */
  readonly outcome: 'added' | 'same' | 'older' | 'pruned' | 'pruned-there';
}

export interface Added {
  readonly ref: string;
  /** The branch's tip afterwards; null: there is no branch, and nothing was added. */
  readonly commit: string | null;
  readonly sessions: readonly AddedSession[];
}

export interface BranchSession {
  /** By its meta, else by its name. */
  readonly session_id: string;
  readonly path: string;
  /** Of the HAIL file. */
  readonly blob: string;
  readonly meta: ReadMeta;
}

export interface BranchListing {
  readonly commit: string | null;
  readonly sessions: readonly BranchSession[];
}

export interface PruneRequest {
  /** Sessions published before this time, in milliseconds, go; null: none for their age. */
  readonly before: number | null;
  /** All but the newest so many go; null: none for their number. */
  readonly keep: number | null;
  /** For the commit's message. */
  readonly days: number | null;
  readonly dryRun: boolean;
}

export interface Pruned {
  readonly scanned_sessions: number;
  readonly expired_sessions: number;
  /** The branch begins anew. */
  readonly rewritten: boolean;
  readonly commit: string | null;
  readonly expired: readonly { readonly session_id: string; readonly published_at: string }[];
}

export interface SessionsStore {
  readonly ref: string;
  /** @throws branch_incomplete */
  list(): Promise<BranchListing>;
  /** The bytes of a session's HAIL file. @throws branch_corrupt, branch_incomplete */
  read(blob: string): Promise<Buffer>;
  /**
   * Adds sessions, one commit for each, all or none; retried while others move the branch.
   * @throws refused (the branch is checked out, or is none of ours), branch_incomplete (also where what was left out may
   * say that one was pruned), ref_conflict, ref_locked, no_space, read_only
   */
  add(sessions: readonly SessionFiles[]): Promise<Added>;
  /** Begins the branch anew without what is expired. @throws as add */
  prune(request: PruneRequest): Promise<Pruned>;
  /**
   * Whether a partial clone left out what listing the branch needs, or for `publishing` also what adding to it and joining
   * it need: what remotes are known to have. Sessions are not counted.
   */
  isLacking(of: 'branch' | 'publishing'): Promise<boolean>;
  /** Brings that in, as far as the remote has it; no ref moves. @throws what the remote throws */
  fill(remote: RemoteBranch): Promise<void>;
  /**
   * Sends the branch to a remote, joined with what is there. @throws refused, ref_conflict, and what the remote throws
   */
  push(remote: RemoteBranch, request: PushRequest): Promise<PushedBranch>;
  /**
   * Opens the way to a remote for as long as `work` takes.
   * @param address as git is given it
   * @throws refused (a transport), remote_unreachable, remote_denied, remote_rejected, timed_out
   */
  reach<T>(address: string, timeoutMs: number, work: (remote: RemoteBranch) => Promise<T>): Promise<T>;
}

/** The branch at a remote: how it is reached is the affair of whoever opened it. */
export interface RemoteBranch {
  /** Where it is now; null: the remote has none. */
  tip(): Promise<string | null>;
  /**
   * Brings what is there, and all that it needs, into the repository. @param known a commit that is here
   * Until `within` has let a ref name it, nothing takes it away again. null: the remote has none
   */
  fetch<T>(known: string | null, within: (commit: string | null) => Promise<T>): Promise<T>;
  /** Brings in what is there anew, as if nothing of it were here; no ref names it. */
  fetchAnew(): Promise<void>;
  /** Brings files of the branch in by id. @returns false: the remote does not have one of them, and none came */
  supply(blobs: readonly string[]): Promise<boolean>;
  /**
   * Moves it there. Never forced; with a lease, for a branch that begins anew, only from that very tip.
   * @returns moved: it is not an ancestor of the commit, or is not where the lease says. @throws when it is refused
   */
  push(commit: string, lease: string | null): Promise<'done' | 'moved'>;
}

export interface PushRequest {
  /**
   * Sees each text that the remote does not have yet, in pieces of whole lines, before any is sent. @throws to send nothing
   */
  readonly inspect: (text: string, path: string) => Promise<void>;
  /** The history that is there may be replaced: for a prune. */
  readonly replace: boolean;
}

export interface PushedBranch {
  readonly commit: string;
  /** false: the remote had it. */
  readonly changed: boolean;
}
