/**
 * What an agent cannot log, so that a field of a scenario's truth cannot be met by anybody who reads its log. The value
 * stands where the truth's would: anything else is a failure, in both directions. Each gap says why.
 */
export interface KnownGap {
  readonly agent: string;
  readonly scenario: string;
  readonly field: string;
  readonly value: unknown;
  readonly why: string;
}

const NO_DELEGATION = 'this agent offers the model no tool to start a sub-agent with';

export const knownGaps: readonly KnownGap[] = ['codex', 'gemini', 'pi', 'qwen', 'cline'].map((agent) => ({
  agent,
  scenario: 'delegate',
  field: 'subagents',
  value: 0,
  why: NO_DELEGATION,
}));
