import type { ApiResults } from './api-results.ts';
import type { MessageScope, Talk } from './talk.ts';

/** A command whose output is being shown, piece by piece. */
export interface Running {
  readonly id: string;
  readonly command: string;
  /** Place of its message. */
  readonly index: number;
  readonly scope: MessageScope;
  readonly outputs: string[];
  at: string;
  /** What the model was told of it. */
  readonly told: string | undefined;
}

/** What is known of a task while its messages are told. */
export interface UiState {
  readonly talk: Talk;
  readonly results: ApiResults;
  running: Running | undefined;
  /** Id of the last call whose answer is shown in a message of its own. */
  called: string | undefined;
  /** Sub-agents that are at work, by their place among those that were started together. */
  readonly started: Map<number, string>;
  turns: number;
}

export interface Shown {
  /** `say/text`, `ask/tool` … */
  readonly kind: string;
  readonly index: number;
  readonly scope: MessageScope;
  readonly state: UiState;
}
