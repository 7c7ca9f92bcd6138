import { SIGNATURE_FILE, filesDigest, parsePayload, parseSignature, signatureText } from '../domain/signature.ts';
import type { NextVersion } from '../store/artifact-store.ts';
import type { StoredArtifact } from '../store/kept-artifact.ts';
import type { World } from './ports.ts';

export interface SignedVersion {
  /** Why a version of somebody who signs is not signed; null: it is, or they do not sign. */
  readonly unsigned: string | null;
}

/**
 * Adds the signature of a person who signs their commits. The signature of a former version is kept where it stands for
 * the very same files, so that the same content stays the same version.
 */
export const signVersion = async <Version extends NextVersion>(
  world: Pick<World, 'signing' | 'cwd'>,
  version: Version,
  { artifact_id, previous }: { readonly artifact_id: string; readonly previous: StoredArtifact | null },
): Promise<Version & SignedVersion> => {
  const digest = await filesDigest(new Map(Object.entries(version.files)));
  const former = parseSignature(previous?.signature ?? '');
  const stated = parsePayload(former?.payload ?? '');
  if (former !== undefined && stated?.digest === digest && stated.artifact_id === artifact_id)
    return { ...version, files: { ...version.files, [SIGNATURE_FILE]: signatureText(former) }, unsigned: null };
  const signed = await world.signing(world.cwd).sign({ artifact_id, digest });
  if (signed === null) return { ...version, unsigned: null };
  if ('unsigned' in signed) return { ...version, unsigned: signed.unsigned };
  const files = { ...version.files, [SIGNATURE_FILE]: signatureText(signed.signature) };
  return { ...version, files, unsigned: null };
};
