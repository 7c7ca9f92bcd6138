import type { Policy } from '../../domain/policy.ts';
import { filesDigest, parsePayload, parseSignature, SIGNATURE_FILE } from '../../domain/signature.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import type { World } from '../ports.ts';
import type { Problem } from './parse-version.ts';

export type GateWorld = Pick<World, 'signing' | 'cwd' | 'version'>;

export interface Trusting {
  readonly policy: Policy;
  /** Paths of the target branch's own files; null: it has none. */
  readonly signers: string | null;
  readonly revoked: string | null;
  /** Ids of the root commits of the target branch. */
  readonly roots: () => Promise<readonly string[]>;
}

/** Who answers for a version; a signature that does not fit is told as a problem. */
export const trustIn = async (
  world: GateWorld,
  { policy, signers, revoked, roots }: Trusting,
  { id, version, problems }: { readonly id: string; readonly version: InspectedVersion; readonly problems: Problem[] },
): Promise<ReadArtifact['trust']> => {
  const text = version.files.get(SIGNATURE_FILE)?.toString('utf8');
  if (text === undefined) return 'recorded';
  const invalid = (detail: string): 'recorded' => {
    problems.push({ code: 'signature_invalid', detail });
    return 'recorded';
  };
  const signature = parseSignature(text);
  const stated = parsePayload(signature?.payload ?? '');
  if (signature === undefined || stated === undefined) return invalid('it is no signature of this tool');
  if (stated.artifact_id !== id) return invalid('it is about another artifact');
  const known = await roots();
  if (!stated.repository.some((root) => known.includes(root))) return invalid('it is about another repository');
  const files = new Map([...version.files].map(([name, bytes]) => [name, Uint8Array.from(bytes)]));
  if (stated.digest !== (await filesDigest(files))) return invalid('it is about other content');
  if (signers === null) return 'recorded';
  const judged = await world.signing(world.cwd).judge(signature, { allowedSigners: signers, revoked });
  if (judged.state === 'invalid') return invalid(judged.reason ?? 'it does not fit');
  if (judged.state !== 'signed') return 'recorded';
  return policy.ci_principals.includes(judged.by ?? '') ? 'witnessed' : 'vouched';
};
