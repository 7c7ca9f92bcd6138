import type { Artifact } from '../../domain/artifact.ts';
import { parseArtifact } from '../../domain/artifact-json.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { SIGNATURE_FILE } from '../../domain/signature.ts';
import { scanFinal } from '../../redact/scan-final.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import { signatureState } from './signature-state.ts';
import { sourceStates } from './source-states.ts';
import { stateFit } from './state-fit.ts';
import type { Subject, VerifyWorld } from './verify-check.ts';

/** @param how `isTip` false: a former version, whose logs have gone on since and are not looked at */
export const readSubject = async (
  world: VerifyWorld,
  version: InspectedVersion,
  how: { readonly artifact_id: string; readonly isTip: boolean; readonly allowedSigners?: string | undefined },
): Promise<Subject> => {
  const { artifact, fault } = await artifactIn(version);
  return {
    version,
    artifact_id: how.artifact_id,
    artifact,
    fault,
    signature: await signatureState(world, version, how),
    sources: how.isTip ? await sourceStates(world, artifact?.sources ?? []) : [],
    states: await stateFit(world, version),
    secrets: await secretsIn(version),
  };
};

export const artifactIn = async ({
  files,
  ref,
}: InspectedVersion): Promise<{ artifact: Artifact | null; fault: string | null }> => {
  const text = files.get('artifact.json')?.toString('utf8');
  if (text === undefined) return { artifact: null, fault: 'there is no artifact.json' };
  try {
    return { artifact: await parseArtifact(text, ref), fault: null };
  } catch (error) {
    if (error instanceof OpenSessionError) return { artifact: null, fault: error.message };
    throw error;
  }
};

export const secretsIn = async ({ files }: InspectedVersion): Promise<Subject['secrets']> => {
  const found: Subject['secrets'][number][] = [];
  for (const [file, bytes] of files)
    if (file !== SIGNATURE_FILE)
      for (const secret of await scanFinal(bytes.toString('utf8'), { plain: true })) found.push({ file, ...secret });
  return found;
};
