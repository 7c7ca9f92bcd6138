/** The gate looks itself for secrets in what a version holds: what an artifact says of its own redaction proves nothing. */
import type { JudgedArtifact } from '../../domain/judgement.ts';
import { plainId, qualified } from '../../domain/named-artifact.ts';
import { ARTIFACTS_PREFIX } from '../../domain/refs.ts';
import { SIGNATURE_FILE } from '../../domain/signature.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import { scanFinal } from '../../redact/scan-final.ts';
import { utf16In } from '../../redact/utf16-in.ts';
import type { ArtifactSearch } from '../../store/artifact-search.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';

/** By `id version`: what was found, which is a problem of that version. */
export type Secrets = ReadonlyMap<string, JudgedArtifact['problems']>;

/** Of one version. What we write is smaller: artifact.json to 1 MiB, manifest.json to 8. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Looks through the message and all files of each version, whether they can be judged or not: all of it lies in a ref that
 * others fetch. They are read anew, by object id, so that nobody has to hold the files of versions that do not count.
 * @param artifacts those that count
 */
export const secretsInVersions = async (
  search: Pick<ArtifactSearch, 'inspect'>,
  artifacts: readonly ReadArtifact[],
): Promise<Secrets> => {
  const found = new Map<string, JudgedArtifact['problems']>();
  const asked = artifacts.map(({ id, version }) => ({ ref: refOf(id), commit: version }));
  if (asked.length === 0) return found;
  const names = new Map(artifacts.map((one) => [`${refOf(one.id)} ${one.version}`, secretsKey(one)]));
  for await (const version of search.inspect(asked)) {
    const name = names.get(`${version.ref} ${version.commit}`);
    if (name !== undefined && version.entries !== null) found.set(name, await secretsIn(version));
  }
  return found;
};

export const secretsKey = ({ id, version }: Pick<ReadArtifact, 'id' | 'version'>): string => `${id} ${version}`;

/** As a search names versions. */
const refOf = (id: string): string => {
  const ref = `${ARTIFACTS_PREFIX}${plainId(id)}`;
  return id.startsWith('head:') ? qualified('head', ref) : ref;
};

/** Of others not even the name is told: whoever pushed it chose it. */
const KNOWN: ReadonlySet<string> = new Set(['artifact.json', 'manifest.json', 'HANDOFF.md', 'report.json']);

const secretsIn = async ({ message, entries, files }: InspectedVersion): Promise<JudgedArtifact['problems']> => {
  const told = entries.map(({ name }) => name).join('\n');
  const found = [...(await rulesIn(message, 'its message')), ...(await rulesIn(told, 'a name of a file'))];
  let left = MOST_BYTES;
  for (const [name, bytes] of files) {
    if (name === SIGNATURE_FILE) continue;
    left -= bytes.length;
    if (left < 0) return [...found, { code: 'schema_invalid', detail: `larger than ${MOST_BYTES} bytes` }];
    found.push(...(await rulesIn(textIn(name, bytes), KNOWN.has(name) ? name : 'another file')));
  }
  return found;
};

/** JSON also as it is read back: what is escaped is no less there. UTF-16 beside what its bytes are else: they may lie. */
const textIn = (name: string, bytes: Buffer): string => {
  const text = bytes.toString('utf8');
  const wide = utf16In(bytes);
  if (wide !== undefined) return `${text}\n${wide}`;
  if (!name.endsWith('.json') || !text.includes('\\')) return text;
  try {
    return `${text}\n${JSON.stringify(JSON.parse(text))}`;
  } catch {
    return text;
  }
};

const rulesIn = async (text: string, where: string): Promise<JudgedArtifact['problems'][number][]> =>
  (await scanFinal(text, { plain: true })).map(({ rule }) => ({
    code: 'secret_present',
    detail: `${where}: rule ${rule}`,
  }));
