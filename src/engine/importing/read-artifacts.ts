import type { LogReader } from '../../agents/log-reader.ts';
import { placeOf } from '../../domain/archive.ts';
import { parseArtifact } from '../../domain/artifact-json.ts';
import { artifactMessage } from '../../domain/artifact-message.ts';
import type { Artifact } from '../../domain/artifact.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { SIGNATURE_FILE, parseSignature, signatureText } from '../../domain/signature.ts';
import { scanFinal } from '../../redact/scan-final.ts';
import type { NextVersion } from '../../store/artifact-store.ts';
import type { ArtifactFiles } from '../../store/kept-artifact.ts';
import type { UnpackedFile } from '../../store/tar/archive.ts';
import { fileFaults } from '../verify/file-faults.ts';

export interface ReadArtifact {
  readonly artifact: Artifact;
  readonly version: NextVersion;
}

/** Text of one file of an artifact is not worth more. */
const MAX_FILE = 16 * 1024 * 1024;

export const invalid = (what: string): OpenSessionError =>
  new OpenSessionError('archive_invalid', `expected an archive of this tool: ${what}`, {
    hint: 'nothing was imported',
  });

/**
 * The artifacts of an archive, each of them what `artifact verify` would not call broken: one that is, and the archive is
 * refused. @throws archive_invalid, artifact_corrupt, refused (a secret)
 */
export const readArtifacts = async (
  logs: LogReader,
  files: readonly UnpackedFile[],
): Promise<readonly ReadArtifact[]> => {
  const texts = new Map<string, Map<string, string>>();
  for (const { path, file, bytes } of files) {
    const place = placeOf(path);
    if (place?.kind !== 'artifact') continue;
    const text = bytes > MAX_FILE ? undefined : logs.text(file, MAX_FILE);
    if (text === undefined) throw invalid(`${path} is larger than ${MAX_FILE} bytes, or no text`);
    texts.set(place.id, (texts.get(place.id) ?? new Map<string, string>()).set(place.name, text));
  }
  const artifacts: ReadArtifact[] = [];
  for (const [id, named] of texts) artifacts.push(await checked(id, named));
  return artifacts;
};

const checked = async (id: string, named: ReadonlyMap<string, string>): Promise<ReadArtifact> => {
  const json = named.get('artifact.json');
  if (json === undefined) throw invalid(`the artifact ${id} has no artifact.json`);
  const artifact = await parseArtifact(json, `artifacts/${id}/artifact.json`);
  const message = await artifactMessage(artifact);
  const [fault] = await fileFaults(id, asVersion(id, named, message));
  if (fault !== undefined) throw invalid(`the artifact ${id} is none that can be kept: ${fault}`);
  const told = [...named].flatMap(([name, text]) => (name === SIGNATURE_FILE ? [] : [text]));
  const found = await scanFinal([message, ...told].join('\n'), { plain: true });
  if (found.length > 0)
    throw new OpenSessionError(
      'refused',
      `expected no secret in what is imported, found ${found.map(({ rule }) => rule).join(', ')} in the artifact ${id}`,
      { hint: 'nothing was imported' },
    );
  // nothing beside the signature is taken from its file: it is not looked through for secrets
  const signature = parseSignature(named.get(SIGNATURE_FILE) ?? '');
  const signed = signature === undefined ? {} : { [SIGNATURE_FILE]: signatureText(signature) };
  const files: ArtifactFiles = { ...Object.fromEntries(named), 'artifact.json': json, ...signed };
  return { artifact, version: { files, message } };
};

const asVersion = (id: string, named: ReadonlyMap<string, string>, message: string) => ({
  ref: `artifacts/${id}`,
  commit: '',
  parents: [],
  message,
  entries: [...named.keys()].map((name) => ({ mode: '100644', name, id: '' })),
  files: new Map([...named].map(([name, text]) => [name, Buffer.from(text)])),
  unread: [],
  absent: [],
});
