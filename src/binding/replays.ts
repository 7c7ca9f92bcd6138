import type { Step } from './step.ts';

/** Steps that git made of claims, by path. */
export type Replays = ReadonlyMap<string, readonly Step[]>;

export interface ReplayedStep extends Pick<Step, 'before' | 'after' | 'artifacts'> {
  readonly path: string;
}

/** Each step behind those that its path has. */
export const withSteps = (replays: Replays, steps: readonly ReplayedStep[]): Replays => {
  const all = new Map(replays);
  for (const { path, ...step } of steps) all.set(path, [...(all.get(path) ?? []), { kind: 'patch', ...step }]);
  return all;
};
