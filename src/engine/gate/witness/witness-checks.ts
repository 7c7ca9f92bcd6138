import { OpenSessionError } from '../../../domain/errors.ts';
import { policyAt, type RequiredCheck } from '../../../domain/policy.ts';
import { outputTail } from '../../../domain/output-tail.ts';
import { hasPassed, type CheckRerun, type RerunAttempt } from '../../../domain/rerun.ts';
import { endingOf } from '../../../domain/rerun-words.ts';
import { signatureText } from '../../../domain/signature.ts';
import { WITNESS_SCHEMA, type WitnessRun, type WitnessStatement, witnessPayload } from '../../../domain/witness.ts';
import type { ChangeRequest, OpenChange } from '../../../git/change/open-change.ts';
import type { Isolation, Way } from '../../../isolation/isolation.ts';
import type { SigningKey } from '../../../signing/sign-with-key.ts';
import type { World } from '../../ports.ts';
import { basePolicy } from '../base-policy.ts';
import { namedChecks } from '../rerun/rerun-change.ts';
import { rerunChecks } from '../rerun/rerun-checks.ts';

export interface WitnessRequest extends ChangeRequest {
  /** Names of required checks; empty: all. */
  readonly names: readonly string[];
  readonly key: SigningKey;
  readonly run: WitnessRun;
  /** Sign, and keep nothing. */
  readonly keep: boolean;
}

export interface WitnessResult {
  readonly statement: WitnessStatement;
  /** As it is kept; what `gate --witness` takes. */
  readonly text: string;
  readonly ref: string | null;
  readonly reruns: readonly CheckRerun[];
  readonly passed: boolean;
}

/**
 * Runs required checks of the target branch's policy once, on a clean checkout of the head, and signs what it saw. Where
 * they cannot be isolated nothing is run: they could read the key.
 * @throws usage, refused (no isolation, or the key does not sign), config_invalid, git_failed, no_space
 */
export const witnessChecks = (
  world: Pick<World, 'change' | 'isolation' | 'witnesses' | 'signing' | 'clock' | 'version' | 'cwd' | 'place'>,
  request: WitnessRequest,
): Promise<WitnessResult> =>
  world.change(world.cwd, { base: request.base, head: request.head }, async (change) => {
    const { effective } = await basePolicy(change, { strict: false });
    const checks = namedChecks(
      effective.policy.required_checks,
      request.names,
      `${policyAt(effective.read_from)} requires`,
    );
    const isolation = await world.isolation(world.cwd);
    const isolated = await isolatedWay(isolation);
    // a key that does not sign is told before anything is run
    await signed(world, request, 'opensession');
    const reruns = await rerunChecks({ isolation, change, openly: false, tries: 1, home: world.place.home }, checks);
    const statement: WitnessStatement = {
      schema: WITNESS_SCHEMA,
      ...(await subjectOf(change)),
      policy: effective.blob,
      at: world.clock.now().toISOString(),
      checks: reruns.map((rerun, index) => ({ ...seen(rerun, checks[index]), isolated })),
      run: request.run,
      version: world.version,
    };
    const text = signatureText(await signed(world, request, witnessPayload(statement)));
    const ref = request.keep ? await (await world.witnesses(world.cwd)).keep(statement.tree, text) : null;
    return { statement, text, ref, reruns, passed: reruns.every(({ attempts }) => attempts.every(hasPassed)) };
  });

/** @throws refused: the key does not sign */
const signed = async (
  world: Pick<World, 'signing' | 'cwd'>,
  { key }: WitnessRequest,
  payload: string,
): Promise<Parameters<typeof signatureText>[0]> => {
  const made = await world.signing(world.cwd).signWith(payload, key);
  if ('unsigned' in made) throw new OpenSessionError('refused', `nothing was witnessed: ${made.unsigned}`);
  return made.signature;
};

const isolatedWay = async (isolation: Isolation): Promise<Exclude<Way['kind'], 'none'>> => {
  const way = await isolation.way();
  if (way.kind !== 'none') return way.kind;
  throw unisolated(way.reason);
};

const unisolated = (reason: string): OpenSessionError =>
  new OpenSessionError('refused', `nothing was witnessed: what runs here could read the key (${reason})`, {
    hint: 'run it as root on Linux, or where user namespaces are allowed',
  });

const subjectOf = async (
  change: OpenChange,
): Promise<Pick<WitnessStatement, 'repository' | 'head' | 'tree' | 'base_tip'>> => ({
  repository: [...(await change.roots())].sort().slice(0, MOST_ROOTS),
  head: change.head,
  tree: await change.headTree(),
  base_tip: change.base,
});

/** As many as a statement may name. */
const MOST_ROOTS = 64;

const seen = (
  { name, command, attempts, unisolated: reason }: CheckRerun,
  check: RequiredCheck | undefined,
): Omit<WitnessStatement['checks'][number], 'isolated'> => {
  const [attempt] = attempts;
  if (attempt === undefined) throw unisolated(reason ?? 'it is not said why');
  if (attempt.ended === 'setup')
    throw new OpenSessionError('refused', `nothing was witnessed: ${name}: ${endingOf(attempt)}${saidBy(attempt)}`, {
      hint: check?.setup ?? '',
    });
  return { name, command, cwd: check?.cwd ?? '.', exit_code: attempt.exit_code };
};

/** Indented: at the beginning of a line it could be a command to the CI. */
const saidBy = ({ output }: RerunAttempt): string =>
  outputTail(output)
    .split('\n')
    .map((line) => (line === '' ? '' : `\n  | ${line}`))
    .join('');
