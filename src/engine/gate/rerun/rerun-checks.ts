import type { CheckRerun, RerunAttempt } from '../../../domain/rerun.ts';
import { hasPassed } from '../../../domain/rerun.ts';
import type { RequiredCheck } from '../../../domain/policy.ts';
import type { CheckedOut } from '../../../git/change/checkout-head.ts';
import type { OpenChange } from '../../../git/change/open-change.ts';
import type { EnclosedEnd, Isolation } from '../../../isolation/isolation.ts';
import { redactText } from '../../../redact/redact-facts.ts';
import { parseCommandLine } from '../../../shell/parse-command-line.ts';

export interface Rerunning {
  readonly isolation: Isolation;
  readonly change: Pick<OpenChange, 'checkout'>;
  /** By a job that has nothing to lose and is itself the isolation. */
  readonly openly: boolean;
  /** 2: what fails is run once more, to tell a failure from a flaky check. */
  readonly tries: 1 | 2;
  /** Of whoever runs this: stands in no output. */
  readonly home: string;
}

/**
 * Runs checks one after the other, each attempt on a clean checkout of the head of its own. Where it cannot be isolated
 * nothing is run: it would prove nothing, and could do anything. What they say is redacted here: it goes into logs and reports.
 * @throws git_failed, no_space
 */
export const rerunChecks = async (
  rerunning: Rerunning,
  checks: readonly RequiredCheck[],
): Promise<readonly CheckRerun[]> => {
  const reruns: CheckRerun[] = [];
  for (const check of checks) reruns.push(await rerunCheck(rerunning, check));
  return reruns;
};

const rerunCheck = async (rerunning: Rerunning, check: RequiredCheck): Promise<CheckRerun> => {
  const attempts: RerunAttempt[] = [];
  let unisolated: string | null = null;
  let lacking: readonly string[] = [];
  while (attempts.length < rerunning.tries && !attempts.some(hasPassed)) {
    const { end, checkedOut } = await attempt(rerunning, check);
    if (checkedOut !== undefined) lacking = lackingOf(checkedOut);
    unisolated ??= end.unisolated;
    if (end.unisolated !== null && !rerunning.openly) break;
    attempts.push({ exit_code: end.code, ended: end.ended, output: await redactText(end.output, rerunning) });
  }
  const unseen = rerunning.openly || unisolated !== null ? [] : await rerunning.isolation.unseen(programsOf(check));
  return { name: check.name, command: check.command, attempts, unisolated, lacking, unseen };
};

/** Whatever could be one: which word is run is often for another program to say (`env`, `xargs`, `time`). */
const programsOf = ({ command, setup }: RequiredCheck): readonly string[] =>
  [setup, command].flatMap((line) => parseCommandLine(line).commands.flatMap(({ argv }) => argv));

const attempt = async (
  { isolation, change, openly }: Rerunning,
  { command, setup, cwd, network, timeout_seconds }: RequiredCheck,
): Promise<{ readonly end: EnclosedEnd; readonly checkedOut: CheckedOut | undefined }> => {
  let checkedOut: CheckedOut | undefined;
  const fill = async (dir: string): Promise<void> => {
    checkedOut = await change.checkout(dir);
  };
  const asked = { command, setup, cwd, network, limitMs: timeout_seconds * 1000 };
  const end = await (openly ? isolation.runOpenly(asked, fill) : isolation.run(asked, fill));
  return { end, checkedOut };
};

const lackingOf = ({ unfiltered, submodules }: CheckedOut): readonly string[] => [
  ...[...unfiltered].map(([path, filter]) => `${path} (${filter})`),
  ...submodules.map((path) => `${path} (submodule)`),
];
