import { type SeenIds, createSeenIds } from '../reading/seen-ids.ts';
import type { ToolCall } from './tool-call.ts';

/** What the records say of their session. */
export interface SessionFacts {
  session: string | undefined;
  cwd: string | undefined;
  branch: string | undefined;
  version: string | undefined;
  model: string | undefined;
  started: string | undefined;
  parent: string | undefined;
  /** The session that a person forked this one from: it is one of its own. */
  forkedFrom: string | undefined;
  /** Set by a person, or made by the agent. */
  title: string | undefined;
  firstPrompt: string | undefined;
}

/** A tool's run in the agent's telemetry: written before the record of its result. */
export interface Measured {
  readonly name: string;
  readonly args: unknown;
  readonly duration_ms: number | undefined;
}

/** What is known while the records of one log are mapped, in order. */
export interface Talk {
  /** Of a sub-agent's log: its lane. */
  readonly lane: string | undefined;
  readonly facts: SessionFacts;
  readonly seen: SeenIds;
  /** Calls of the last answer, which wait for their results: those stand in records of their own. */
  batch: ToolCall[];
  /** What their programs called, by id. */
  readonly called: Map<string, ToolCall>;
  /** Id of that answer: it may be written in pieces. */
  answer: string | undefined;
  /** Bytes of records whose events wait. */
  held: number;
  readonly measured: Measured[];
  /** Of the last record that had one. */
  at: string;
}

/** What is named twice lies less far apart than this. */
const REMEMBERED = 65_536;

export const startTalk = (at: string, lane: string | undefined, facts: SessionFacts = noFacts()): Talk => ({
  lane,
  facts,
  seen: createSeenIds(REMEMBERED),
  batch: [],
  called: new Map(),
  answer: undefined,
  held: 0,
  measured: [],
  at,
});

const noFacts = (): SessionFacts => ({
  session: undefined,
  cwd: undefined,
  branch: undefined,
  version: undefined,
  model: undefined,
  started: undefined,
  parent: undefined,
  forkedFrom: undefined,
  title: undefined,
  firstPrompt: undefined,
});
