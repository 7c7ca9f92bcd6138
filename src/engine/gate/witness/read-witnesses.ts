/** Statements of CI jobs about the head's tree: whose, and what they come to. Nothing of them is believed before. */
import { sha256 } from '../../../domain/canonical.ts';
import type { JudgedWitness } from '../../../domain/judgement.ts';
import type { Policy } from '../../../domain/policy.ts';
import { readJson } from '../../../domain/json.ts';
import { isDeeperThan } from '../../../domain/json-depth.ts';
import { parseSignature, type Signature } from '../../../domain/signature.ts';
import { MAX_WITNESS, type WitnessStatement, witnessPayload } from '../../../domain/witness.ts';
import type { RecordedRun } from '../../../judging/recorded-runs.ts';
import type { World } from '../../ports.ts';
import type { Trusting } from '../trusting.ts';

export interface ReadWitness {
  readonly judged: JudgedWitness;
  /** null: it is none, about something else, or nobody's who is trusted. */
  readonly statement: WitnessStatement | null;
}

/** Of each text, in the order given. Never throws for what is in a text. */
export const readWitnesses = async (
  world: Pick<World, 'signing' | 'cwd'>,
  how: { readonly trusting: Trusting; readonly head_tree: string },
  texts: readonly string[],
): Promise<readonly ReadWitness[]> => {
  const { validateWitness } = await import('../../../generated/validate-witness.js');
  const found: ReadWitness[] = [];
  for (const text of texts) {
    const id = `sha256:${await sha256(text)}`;
    const parsed = parseWitness(text, validateWitness);
    if (typeof parsed === 'string') found.push(refused(id, parsed));
    else found.push(await judgeWitness(world, how, { id, ...parsed }));
  }
  return found;
};

interface Parsed {
  readonly signature: Signature;
  readonly statement: WitnessStatement;
}

/** @returns what is wrong with it, if anything is */
const parseWitness = (text: string, validate: (value: unknown) => boolean): Parsed | string => {
  if (text.length > MAX_WITNESS) return 'it is too large';
  const signature = parseSignature(text);
  if (signature?.format !== 'ssh') return 'it is no statement with an ssh signature';
  const { payload } = signature;
  const statement = isDeeperThan(MAX_DEPTH, payload) ? undefined : readJson(payload);
  if (!validate(statement)) return 'what is signed has not the shape of a statement';
  // one way to write it: what is read is what was signed
  if (witnessPayload(statement as WitnessStatement) !== payload) return 'what is signed is not written as it should be';
  return { signature, statement: statement as WitnessStatement };
};

const MAX_DEPTH = 8;

const judgeWitness = async (
  world: Pick<World, 'signing' | 'cwd'>,
  { trusting, head_tree }: { readonly trusting: Trusting; readonly head_tree: string },
  { id, signature, statement }: Parsed & { readonly id: string },
): Promise<ReadWitness> => {
  const { policy, signers, revoked, roots } = trusting;
  if (statement.tree !== head_tree) return refused(id, 'it is about another tree');
  const known = await roots();
  if (!statement.repository.some((root) => known.includes(root))) return refused(id, 'it is about another repository');
  if (signers === null) return refused(id, 'the target branch names no signer');
  const { state, by, reason } = await world.signing(world.cwd).judge(signature, { allowedSigners: signers, revoked });
  if (state !== 'signed') return refused(id, reason ?? state, by);
  if (!policy.ci_principals.includes(by ?? '')) return refused(id, 'its signer is no CI job of the policy', by);
  const checks = statement.checks.map(({ name, exit_code }) => ({ name, exit_code }));
  return { judged: { id, by, accepted: true, reason: null, run: statement.run, checks }, statement };
};

const refused = (id: string, reason: string, by: string | null = null): ReadWitness => ({
  judged: { id, by, accepted: false, reason, run: null, checks: [] },
  statement: null,
});

/** Runs of exactly those commands that the policy asks for now, by the name of the check. */
export const witnessedRuns = (
  witnesses: readonly ReadWitness[],
  { required_checks }: Policy,
): ReadonlyMap<string, readonly RecordedRun[]> =>
  new Map(
    required_checks.map(({ name, command, cwd }) => [
      name,
      witnesses.flatMap(({ judged, statement }) =>
        (statement?.checks ?? [])
          .filter((check) => check.name === name && check.command === command && check.cwd === cwd)
          .map(({ exit_code }): RecordedRun => ({
            artifact: { id: `witness:${judged.by ?? ''}`, trust: 'witnessed' },
            check: { id: name, command },
            ran: [command],
            cwd,
            status: exit_code === 0 ? 'passed' : 'failed',
            at: statement?.at ?? '',
            doubts: [],
            differing: [],
            changed: [],
          })),
      ),
    ]),
  );
