/** What a signature of an artifact's version says: `signature.json` beside artifact.json, and the text that is signed. */
import { canonicalJson, sha256 } from './canonical.ts';
import { asString, field, isObject, readJson } from './json.ts';

export const SIGNATURE_FILE = 'signature.json';

/** Of `ssh-keygen -Y`: a signature made for commits (`git`) or files is none of ours, and ours is none of theirs. */
export const SSH_NAMESPACE = 'opensession';

export type SignatureFormat = 'ssh' | 'openpgp';

/** What is vouched for. Another id, another repository or another byte in any of the files is another statement. */
export interface Statement {
  readonly artifact_id: string;
  /** Ids of root commits: forks and clones share them. */
  readonly repository: readonly string[];
  /** `sha256:` of the canonical JSON of each file's name and sha256. */
  readonly digest: string;
}

export interface Signature {
  readonly format: SignatureFormat;
  /** The text that was signed. */
  readonly payload: string;
  /** Armored. */
  readonly signature: string;
}

/** Far more than either format needs. */
const MAX_SIGNATURE = 64 * 1024;
const SCHEMA = 'opensession-signature-1';

/** Begins with `{`, so it is no git object either: a signature of a commit cannot be taken for one of this. */
export const payloadOf = ({ artifact_id, repository, digest }: Statement): string =>
  canonicalJson({ schema: SCHEMA, artifact_id, repository: [...repository].sort(), digest });

/** @param files name → bytes of the files of one version, its signature left out */
export const filesDigest = async (files: ReadonlyMap<string, string | Uint8Array<ArrayBuffer>>): Promise<string> => {
  const digests: { [name: string]: string } = {};
  for (const [name, bytes] of files) if (name !== SIGNATURE_FILE) digests[name] = await sha256(bytes);
  return `sha256:${await sha256(canonicalJson(digests))}`;
};

export const signatureText = (signature: Signature): string =>
  `${JSON.stringify({ schema: SCHEMA, ...signature }, null, 2)}\n`;

/** undefined: it is no signature of this tool. */
export const parseSignature = (text: string): Signature | undefined => {
  const value = text.length > MAX_SIGNATURE ? undefined : readJson(text);
  const format = field(value, 'format');
  const payload = asString(field(value, 'payload'));
  const signature = asString(field(value, 'signature'));
  if (field(value, 'schema') !== SCHEMA || payload === undefined || signature === undefined) return undefined;
  return format === 'ssh' || format === 'openpgp' ? { format, payload, signature } : undefined;
};

/** undefined: the text is not exactly what `payloadOf` makes of a statement. */
export const parsePayload = (payload: string): Statement | undefined => {
  const value = readJson(payload);
  const artifact_id = asString(field(value, 'artifact_id'));
  const digest = asString(field(value, 'digest'));
  const roots = field(value, 'repository');
  if (!isObject(value) || artifact_id === undefined || digest === undefined || !Array.isArray(roots)) return undefined;
  const repository = roots.flatMap((root) => asString(root) ?? []);
  const statement = { artifact_id, repository, digest };
  return payloadOf(statement) === payload ? statement : undefined;
};
