/** What stands in an archive: a tar stream of sessions and artifacts, `manifest.json` first. */
import { isArtifactId } from './refs.ts';
import { asArray, asCount, asString, field, readJson } from './json.ts';
import { branchFileOf } from './branch/session-path.ts';

export const MANIFEST = 'manifest.json';
const SCHEMA = 'opensession-archive-1';

export interface ArchivedFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal sha256. */
  readonly sha256: string;
}

export const manifestText = (files: readonly ArchivedFile[]): string =>
  `${JSON.stringify({ schema: SCHEMA, files }, null, 2)}\n`;

/** The files by path; what is wrong with it for anything else. */
export const readManifest = (text: string): ReadonlyMap<string, ArchivedFile> | string => {
  const value = readJson(text);
  if (value === undefined) return 'its manifest is no JSON';
  if (field(value, 'schema') !== SCHEMA) return `its manifest is not of ${SCHEMA}`;
  const files = new Map<string, ArchivedFile>();
  for (const entry of asArray(field(value, 'files'))) {
    const path = asString(field(entry, 'path'));
    const bytes = asCount(field(entry, 'bytes'));
    const sha256 = asString(field(entry, 'sha256'));
    if (path === undefined || bytes === undefined || sha256 === undefined)
      return 'its manifest names a file without path, bytes or sha256';
    if (placeOf(path) === null)
      return `its manifest names ${JSON.stringify(path.slice(0, 200))}, which is no file of an archive`;
    if (files.has(path)) return `its manifest names ${path} twice`;
    files.set(path, { path, bytes, sha256 });
  }
  return files;
};

export type ArchivePlace =
  | { readonly kind: 'artifact'; readonly id: string; readonly name: string }
  /** `path` in the branch. */
  | { readonly kind: 'hail' | 'meta'; readonly path: string };

const ARTIFACT_FILES: ReadonlySet<string> = new Set([
  'artifact.json',
  'manifest.json',
  'HANDOFF.md',
  'report.json',
  'signature.json',
]);

/** What a path in an archive is; null for every path that this tool does not write. */
export const placeOf = (path: string): ArchivePlace | null => {
  // with this nothing is left that leads elsewhere: no backslash, no control, no dot alone
  if (!/^[A-Za-z0-9._%/-]+$/.test(path) || path.split('/').some((part) => /^\.*$/.test(part))) return null;
  const [, id = '', name = ''] = /^artifacts\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (isArtifactId(id) && ARTIFACT_FILES.has(name)) return { kind: 'artifact', id, name };
  if (!path.startsWith('sessions/')) return null;
  const inBranch = path.slice('sessions/'.length);
  const { kind } = branchFileOf(inBranch);
  return kind === 'hail' || kind === 'meta' ? { kind, path: inBranch } : null;
};
