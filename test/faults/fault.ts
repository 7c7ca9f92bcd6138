/** What every fault has: the list is `index.ts`, the runner `run.ts`. */

export interface Fault {
  /** As in the table of faults: A1, D5. */
  readonly id: string;
  readonly name: string;
  readonly target: string;
  run(run: FaultRun): Promise<FaultResult>;
}

export type Form = 'short' | 'long';

export interface FaultRun {
  readonly form: Form;
  /** An empty directory of this fault's own. */
  readonly dir: string;
  /** 0 ≤ x < 1, from the seed that the runner prints. */
  random(): number;
  /** The built command: argv to put before its arguments. */
  readonly opensession: readonly [string, ...string[]];
  /** Where the bundled scripts of `scripts/` lie. */
  readonly scripts: string;
}

export type FaultResult =
  | { readonly is: 'ran'; readonly done: string; readonly figure: string; readonly problems: readonly string[] }
  | { readonly is: 'skipped'; readonly reason: string };

/** The target is met when there is no problem; each problem says what was found. */
export const ran = (done: string, figure: string, problems: readonly string[]): FaultResult => ({
  is: 'ran',
  done,
  figure,
  problems,
});

export const skipped = (reason: string): FaultResult => ({ is: 'skipped', reason });

/** Runs at most `width` of them at a time. */
export const inParallel = async (width: number, tasks: readonly (() => Promise<void>)[]): Promise<void> => {
  const waiting = [...tasks];
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await task();
  };
  await Promise.all(Array.from({ length: width }, work));
};
