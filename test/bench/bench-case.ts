/** One line of the table: our work beside the same work done by its floor, in the same run. */
export interface BenchRow {
  readonly name: string;
  readonly ours_ms: number;
  readonly floor: string;
  readonly floor_ms: number;
  readonly ratio: number;
  readonly target: string;
  readonly met: boolean;
  /** MiB, where it was measured. */
  readonly peak: number | null;
}

export interface BenchCase {
  readonly name: string;
  run(bench: Bench): Promise<readonly BenchRow[]> | readonly BenchRow[];
}

/** What the cases share. */
export interface Bench {
  /** A folder of this run's own. */
  readonly dir: string;
  /** The built command: argv to put before its arguments. */
  readonly opensession: readonly [string, ...string[]];
  readonly rounds: number;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
