import { SIGNATURE_FILE, type Statement, filesDigest, parsePayload, parseSignature } from '../../domain/signature.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import type { World } from '../ports.ts';

export interface SignatureState {
  /** `unknown`: it cannot be told here (no program that verifies, a shallow history). */
  readonly state: 'signed' | 'unsigned' | 'untrusted' | 'invalid' | 'unknown';
  /** Who made it: a principal, or a key. */
  readonly by: string | null;
  readonly reason: string | null;
}

/** What it says is looked at before who says it: a good signature of something else is no signature of this. */
export const signatureState = async (
  world: Pick<World, 'signing' | 'cwd'>,
  version: Pick<InspectedVersion, 'files' | 'entries'>,
  how: { readonly artifact_id: string; readonly allowedSigners?: string | undefined },
): Promise<SignatureState> => {
  const bytes = version.files.get(SIGNATURE_FILE);
  const isThere = version.entries.some(({ name }) => name === SIGNATURE_FILE);
  if (!isThere) return { state: 'unsigned', by: null, reason: null };
  const parsed = bytes === undefined ? undefined : parseSignature(bytes.toString('utf8'));
  const statement = parsed === undefined ? undefined : parsePayload(parsed.payload);
  if (parsed === undefined || statement === undefined) return invalid('signature.json is no signature of an artifact');
  const digest = await filesDigest(new Map([...version.files].map(([name, file]) => [name, new Uint8Array(file)])));
  const wrong = mismatch(statement, { artifact_id: how.artifact_id, digest });
  if (wrong !== null) return invalid(wrong);
  const signing = world.signing(world.cwd);
  const roots = await signing.repository();
  if (roots !== null && !statement.repository.some((root) => roots.includes(root)))
    return invalid('it was made for another repository');
  const judged = await signing.judge(
    parsed,
    how.allowedSigners === undefined ? undefined : { allowedSigners: how.allowedSigners },
  );
  if (roots === null && judged.state === 'signed')
    return { ...judged, state: 'unknown', reason: 'no first commit tells whether it is for this repository' };
  return judged;
};

const invalid = (reason: string): SignatureState => ({ state: 'invalid', by: null, reason });

const mismatch = (is: Statement, expected: Omit<Statement, 'repository'>): string | null => {
  if (is.artifact_id !== expected.artifact_id) return `it was made for ${JSON.stringify(is.artifact_id)}`;
  return is.digest === expected.digest ? null : 'a file is not the one that was signed';
};
