import { createRecent } from '../reading/recent.ts';

/** A call that started a sub-agent. The sub-agent's log does not name it before 2.1: its first prompt is the link. */
export interface Delegation {
  readonly callId: string | undefined;
  readonly title: string | undefined;
}

export interface Delegations {
  called(prompt: string, delegation: Delegation): void;
  /** The oldest call with this prompt that was not taken yet. */
  take(prompt: string): Delegation | undefined;
}

const KEPT_PROMPTS = 500;

export const createDelegations = (): Delegations => {
  const waiting = createRecent<Delegation[]>(KEPT_PROMPTS);
  return {
    called: (prompt, delegation) => {
      const same = waiting.get(prompt);
      if (same === undefined) waiting.set(prompt, [delegation]);
      else same.push(delegation);
    },
    take: (prompt) => waiting.get(prompt)?.shift(),
  };
};
