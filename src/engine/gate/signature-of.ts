import type { JudgedSignature, Trust } from '../../domain/judgement.ts';
import type { Policy } from '../../domain/policy.ts';
import { filesDigest, parsePayload, parseSignature, SIGNATURE_FILE } from '../../domain/signature.ts';
import type { World } from '../ports.ts';
import type { Trusting } from './trusting.ts';

export const UNSIGNED: JudgedSignature = { state: 'unsigned', by: null, reason: null };

/**
 * What the signature of one version says, held against the version itself: its id, the repository and every byte of its
 * files. Whom to believe is the target branch's to say, and what holds is what holds now: a commit's own date is its
 * author's to choose.
 */
export const signatureOf = async (
  world: Pick<World, 'signing' | 'cwd'>,
  { signers, revoked, roots }: Trusting,
  { id, files }: { readonly id: string; readonly files: ReadonlyMap<string, Buffer> },
): Promise<JudgedSignature> => {
  const text = files.get(SIGNATURE_FILE)?.toString('utf8');
  if (text === undefined) return UNSIGNED;
  const signature = parseSignature(text);
  const stated = parsePayload(signature?.payload ?? '');
  if (signature === undefined || stated === undefined) return invalid('it is no signature of this tool');
  if (stated.artifact_id !== id) return invalid('its signature is about another artifact');
  const known = await roots();
  if (!stated.repository.some((root) => known.includes(root)))
    return invalid('its signature is about another repository');
  const bytes = new Map([...files].map(([name, content]) => [name, Uint8Array.from(content)]));
  if (stated.digest !== (await filesDigest(bytes))) return invalid('its signature is about other content');
  // what a keyring of this machine says is not the target branch's word
  if (signature.format !== 'ssh') return untrusted('only ssh keys can be named by the target branch', null);
  if (signers === null) return untrusted('the target branch names no signers', null);
  const { state, by, reason } = await world.signing(world.cwd).judge(signature, { allowedSigners: signers, revoked });
  if (state === 'invalid') return { state, by, reason: `its signature: ${shortened(reason)}` };
  if (state === 'signed') return { state: 'trusted', by, reason: null };
  return { state, by, reason: shortened(reason) };
};

const invalid = (reason: string): JudgedSignature => ({ state: 'invalid', by: null, reason });
const untrusted = (reason: string, by: string | null): JudgedSignature => ({ state: 'untrusted', by, reason });

/** Where files of this run lie is nobody's to read. */
const shortened = (reason: string | null): string =>
  (reason ?? 'it does not fit').replace(/^\S*opensession-signers\b/, 'the list of signers');

export const trustOf = ({ state, by }: JudgedSignature, { ci_principals }: Policy): Trust => {
  if (state !== 'trusted') return 'recorded';
  return ci_principals.includes(by ?? '') ? 'witnessed' : 'vouched';
};
