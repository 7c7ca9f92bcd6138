/**
 * The contract of a coding agent: where its logs lie, and how they are read into HAIL events. An agent's code is pure
 * over a LogReader: it touches no file, clock or environment by itself. Adding an agent is one file or folder here and
 * one line in index.ts.
 */
import type { Tally } from '../domain/coverage.ts';
import type { KeptLine } from '../domain/hail/read.ts';
import type { Event, SessionHeader } from '../domain/session.ts';
import type { LogLine, LogReader } from './log-reader.ts';

/** What discovery may depend on. Paths are absolute; `env` holds the process's variables. */
export interface Place {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly home: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Directory to work in, for agents that keep their logs in the repository; absent = such logs are not looked for. */
  readonly cwd?: string;
}

/** One session in the store of an agent: a file, or a part of a store that holds many. */
export interface SessionSource {
  readonly agent: string;
  /** Absolute path of the log or store. */
  readonly path: string;
  /** Of a store that holds many sessions: which one. */
  readonly key?: string;
  /** What finding it told already, without opening more than names and index rows; absent = read it. */
  readonly known?: {
    readonly session_id?: string;
    readonly cwd?: string;
    readonly title?: string;
    readonly created_at?: string;
    readonly updated_at?: string;
    /** Of a sub-agent's or copied session: the session that it belongs to. */
    readonly parent_session_id?: string;
  };
}

/** Facts of a session that are known once its log was read. Times are RFC 3339 as written in the log. */
export interface SessionHead extends SessionHeader {
  /** Files that were read, in the order of `Origin.source`. */
  readonly sources: readonly string[];
  readonly cwd?: string;
  readonly branch?: string;
  /** Commit that the log names as the head at the start. */
  readonly start_commit?: string;
  readonly parent_session_id?: string;
}

/**
 * How a listing may read a JSONL log in part and still say what the whole says. All patterns are tried on undecoded JSON,
 * in which a quote within a text is escaped.
 */
export interface SkimRules {
  /**
   * What the start must hold, each in some line, before lines are passed over: an answer of the model, and the values that
   * the first record to have one gives. A log that lacks one is read whole.
   */
  readonly needs: readonly RegExp[];
  /** How lines begin that tell nothing and turn nothing, if they all begin alike; '' = they do not. */
  readonly plain: string;
  /**
   * Lines that carry the session's last time forward: the last two of them that are whole belong to the end. Group 1, where
   * the latest time counts and not the last one: that time, whose line does too.
   */
  readonly timed: RegExp;
  /** Lines that count wherever they stand (a title, a change of model), by their first 160 bytes. */
  readonly tells: RegExp;
  /** Lines that change what others mean, by their first 160 bytes: a log that holds one is read whole. */
  readonly turns?: RegExp;
  /** Bytes of a log behind which nothing is looked for; absent: it is looked through to its end. */
  readonly within?: number;
}

export interface Reading {
  readonly source: SessionSource;
  readonly logs: LogReader;
  /** Gets exactly one call per record of the log. */
  readonly tally: Tally;
}

/**
 * Reads one session: yields its events in the log's order, returns its head. Never throws for what a log holds;
 * OpenSessionError from the reader (missing, too large) passes through. The same bytes give the same events.
 */
export type ReadLog = (reading: Reading) => Generator<Event, SessionHead>;

/**
 * Lines of a HAIL file that are no part of its session, because this version does not know them, in their order.
 * @throws as ReadLog
 */
export type ReadKept = (source: SessionSource, logs: LogReader) => Iterable<KeptLine>;

/** A session that is read as its log grows, by the same mapper as ReadLog. */
export interface SessionStream {
  /** Takes the log's next line, tallies it, and returns its events, to be taken before the next line. */
  push(line: LogLine): Iterable<Event>;
  /**
   * What ReadLog would still yield, and return, if the log ended here. Changes nothing: more lines may be pushed, and
   * these events are then given again, or others instead of them. Undefined: only reading it whole can tell.
   */
  end(): { readonly events: readonly Event[]; readonly head: SessionHead } | undefined;
  /**
   * Whether what was given still holds: all that lies beside the log is as it was on opening (logs of sub-agents), and no
   * line took back what came before it.
   */
  holds(): boolean;
  /** A stamp of what only `end` reads beside the log: while it changes, the end is told anew. Absent: it reads nothing. */
  beside?(): string;
  close(): void;
}

/** Undefined for a log that is not read line by line: it is read by ReadLog, whole. */
export type OpenStream = (reading: Reading) => SessionStream | undefined;

export interface Agent {
  readonly id: string;
  /** As people write it. */
  readonly name: string;
  /**
   * Folders (or database files) where sessions lie; those that do not exist are passed over by the caller. `logs`: to look
   * into the agent's own settings, which may name others; absent = they are not looked into.
   */
  roots(place: Place, logs?: LogReader): readonly string[];
  /** All sessions below one root, by names and index rows alone. Sub-agents' logs are no sessions of their own. */
  find(root: string, logs: LogReader): Iterable<SessionSource>;
  /**
   * How sure this agent is that a file is its own, 0 to 100, by its first bytes (decoded, at most 64 KiB) and its path.
   * The path alone never gives more than 40.
   */
  recognise(path: string, head: string): number;
  /** The sessions in a file that a person named (one for a log, many for a store). */
  sessionsIn(path: string, logs: LogReader): Iterable<SessionSource>;
  /** Loads what reads its logs: most of an agent's code, and a command needs that of one or two agents. */
  reader(): Promise<ReadLog>;
  /** Loads what finds the lines of a HAIL file that are written back. Absent: its logs are no HAIL files. */
  keeper?(): Promise<ReadKept>;
  /** Loads what reads a log as it grows. Absent: what has changed is read whole. */
  follower?(): Promise<OpenStream>;
  /** Absent: a listing reads the whole log. */
  readonly skim?: SkimRules;
  /** The files whose change makes an artifact of this session stale; the first is `source.path`. */
  files?(source: SessionSource, logs: LogReader): readonly string[];
  /** How the agent marks exits, for the fidelity table and the docs. */
  readonly exits: string;
}
