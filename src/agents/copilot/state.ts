import { createRecent, type Recent } from '../reading/recent.ts';
import { createRunning, type Running } from './running.ts';
import { createTokenCount, type TokenCount } from './token-count.ts';

/** A tool call that was seen, until its result. */
export interface Call {
  readonly name: string;
  readonly lane: string | undefined;
  /** Time at which it was begun; of a request that never ran, undefined. */
  started: string | undefined;
  done: boolean;
  /** Of `task`: what it is to do. Of tools that read a shell: its id. */
  readonly title: string | undefined;
  readonly shell: string | undefined;
}

/** What is known of a session while its events are mapped, in order. */
export interface State {
  id: string | undefined;
  version: string | undefined;
  model: string | undefined;
  /** At the start, and now. */
  cwd: string | undefined;
  here: string | undefined;
  branch: string | undefined;
  commit: string | undefined;
  created: string | undefined;
  first: string | undefined;
  last: string | undefined;
  /** The agent kept todos in its own database beside the log. */
  keepsTodos: boolean;
  /** The last thought and the last words of the session's own agent: other events repeat them. */
  thought: string;
  said: string;
  readonly calls: Recent<Call>;
  /** Sub-agents: instance id → the call that started it, which names its lane. */
  readonly agents: Recent<string>;
  readonly running: Running;
  readonly tokens: TokenCount;
}

/** A result stands less far behind its call. */
const REMEMBERED = 32_768;

export const startState = (): State => ({
  id: undefined,
  version: undefined,
  model: undefined,
  cwd: undefined,
  here: undefined,
  branch: undefined,
  commit: undefined,
  created: undefined,
  first: undefined,
  last: undefined,
  keepsTodos: false,
  thought: '',
  said: '',
  calls: createRecent(REMEMBERED),
  agents: createRecent(REMEMBERED),
  running: createRunning(),
  tokens: createTokenCount(),
});

/** A copy for the end of the log: what is noted in it stays out of the state that goes on. */
export const endingOf = (state: State): State => ({
  ...state,
  calls: {
    get: (key) => {
      const call = state.calls.get(key);
      return call === undefined ? undefined : { ...call };
    },
    set: () => {},
  },
});
