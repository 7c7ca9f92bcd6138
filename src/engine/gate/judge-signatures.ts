import type { JudgedSignature } from '../../domain/judgement.ts';
import { SIGNATURE_FILE } from '../../domain/signature.ts';
import { signatureOf, UNSIGNED } from './signature-of.ts';
import type { GateWorld, Trusting } from './trusting.ts';

/** One version of an artifact; a commit never holds other files. */
export interface SignedVersion {
  readonly id: string;
  readonly commit: string;
  readonly files: ReadonlyMap<string, Buffer>;
  /** The change names its artifact. */
  readonly isNamed: boolean;
}

export type JudgeSignature = (version: SignedVersion) => Promise<JudgedSignature>;

/**
 * To judge one takes up to four processes, 30 ms. So many of artifacts that are named, and so many of the rest: decoys beside
 * a named one take nothing from it.
 */
const MOST = 512;
const TOO_MANY: JudgedSignature = {
  state: 'untrusted',
  by: null,
  reason: `it is one of more than ${MOST} signed versions: its signature was not looked at`,
};

/** Each version's signature once, however often a gate that waits reads the version. */
export const judgingSignatures = (world: Pick<GateWorld, 'signing' | 'cwd'>, trusting: Trusting): JudgeSignature => {
  const known = new Map<string, JudgedSignature>();
  const left = { named: MOST, others: MOST };
  return async ({ id, commit, files, isNamed }) => {
    if (!files.has(SIGNATURE_FILE)) return UNSIGNED;
    const name = `${id} ${commit}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    if (left[isNamed ? 'named' : 'others']-- <= 0) return TOO_MANY;
    const judged = await signatureOf(world, trusting, { id, files });
    known.set(name, judged);
    return judged;
  };
};
