/** The contract of a case: a folder `NNN-name/` with a `case.ts` that exports `gateCase`. The suite finds it. */
import type { Severity } from '../../src/domain/finding.ts';
import type { GateReport } from '../../src/domain/gate-report.ts';
import type { JobResult } from '../../src/domain/rerun.ts';
import type { World } from '../../src/engine/ports.ts';
import type { Scene } from './scene.ts';

/** `exit N`: no verdict, because something is wrong that no change is to blame for. */
export type Verdict = 'pass' | 'fail' | 'exit 2' | 'exit 5';

export interface MainFinding {
  /** Code of a finding; of `exit N`, of the error. */
  readonly code: string;
  /** null: not told in this mode, or told as an error of the tool. */
  readonly default: Severity | null;
  readonly strict: Severity | null;
  /** It names this path. */
  readonly path?: string;
}

export interface Expected {
  readonly default: Verdict;
  readonly strict: Verdict;
  /** null: nothing is found but notes. */
  readonly main: MainFinding | null;
  /** Codes of the other errors and warnings that may be there: any else makes the case wrong. */
  readonly beside?: readonly string[];
}

/** What is judged in the end, where it is not HEAD of the scene's repository against `main`. */
export interface Judged {
  readonly base?: string;
  readonly head?: string;
  readonly cwd?: string;
  /** Judged between remotes instead, as CI does: `main` of one, and the head, in a fork perhaps. Addresses. */
  readonly remote?: { readonly base: string; readonly fork?: string };
  /** What jobs of their own came to that ran required checks again. */
  readonly rerunResults?: readonly JobResult[];
  /** Artifacts that whoever runs the gate asks for: `ID` or `ID@VERSION`. */
  readonly artifacts?: readonly string[];
  /** Another world than that of the scene: something happens while it is judged. */
  readonly world?: (world: World) => World;
  /** What has to be so once it is judged; a text says what is not. */
  readonly after?: () => string | undefined | Promise<string | undefined>;
}

/** What led to the change, with real git. */
export type Script = (scene: Scene) => Promise<Judged | void>;

export interface GateCase extends Expected {
  /** What happens, in a few words. */
  readonly title: string;
  /** `.opensession/policy.toml` of `main`; absent: none. */
  readonly policy?: string;
  readonly objectFormat?: 'sha256';
  readonly script: Script | { readonly [variant: string]: Script | Variant };
  /** What else has to be in the reports; a text says what is not. */
  readonly also?: Also;
}

export type Also = (reports: { readonly default: GateReport; readonly strict: GateReport }) => string | undefined;

/** One way in which a case goes, with what differs from the case. */
export interface Variant extends Partial<Expected> {
  readonly script: Script;
  readonly policy?: string;
  readonly objectFormat?: 'sha256';
  readonly also?: Also;
}

export const PASSES = { default: 'pass', strict: 'pass', main: null } as const satisfies Expected;

/** A warning that strict does not let through: the usual weight of a finding. */
export const weighs = (code: string, path?: string): Expected => ({
  default: 'pass',
  strict: 'fail',
  main: { code, default: 'warning', strict: 'error', ...(path === undefined ? {} : { path }) },
});

/** An error in both modes. */
export const refuses = (code: string, path?: string): Expected => ({
  default: 'fail',
  strict: 'fail',
  main: { code, default: 'error', strict: 'error', ...(path === undefined ? {} : { path }) },
});

/** Told, and held against nobody. */
export const notes = (code: string, path?: string): Expected => ({
  default: 'pass',
  strict: 'pass',
  main: { code, default: 'note', strict: 'note', ...(path === undefined ? {} : { path }) },
});
