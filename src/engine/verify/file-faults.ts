import { SIGNATURE_FILE, filesDigest, parsePayload, parseSignature } from '../../domain/signature.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import { commitForm } from './commit-form.ts';
import { content } from './content.ts';
import { manifest } from './manifest.ts';
import { artifactIn } from './read-subject.ts';
import { report } from './report.ts';
import { schema } from './schema.ts';
import { treeShape } from './tree-shape.ts';
import type { VerifyCheck } from './verify-check.ts';

/** What needs neither a repository nor a person's keys. */
const CHECKS: readonly VerifyCheck[] = [treeShape, commitForm, content, schema, manifest, report];

/** For what `artifact verify` would call the files of a version broken, wherever they lie. */
export const fileFaults = async (artifact_id: string, version: InspectedVersion): Promise<readonly string[]> => {
  const { artifact, fault } = await artifactIn(version);
  const signature = { state: 'unknown', by: null, reason: null } as const;
  const subject = { version, artifact_id, artifact, fault, signature, sources: [], states: null, secrets: [] };
  const found = CHECKS.flatMap((check) => check.find(subject)).filter(({ severity }) => severity === 'error');
  return [...found.map(({ what }) => what), ...(await signatureFaults(artifact_id, version))];
};

/** It has to be about these very files; whose it is, and of which repository, is not asked. */
const signatureFaults = async (artifact_id: string, { files }: InspectedVersion): Promise<readonly string[]> => {
  const bytes = files.get(SIGNATURE_FILE);
  if (bytes === undefined) return [];
  const stated = parsePayload(parseSignature(bytes.toString('utf8'))?.payload ?? '');
  const digest = await filesDigest(new Map([...files].map(([name, file]) => [name, new Uint8Array(file)])));
  if (stated?.artifact_id === artifact_id && stated.digest === digest) return [];
  return ['its signature is not about these files'];
};
