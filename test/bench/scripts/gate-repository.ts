/**
 * A branch of 50 commits that changes 250 of 20,000 files, twenty artifacts that claim them, and many others, as `save`
 * writes them: artifact.json, and a manifest of states that git confirms.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { artifactText, withDigest } from '../../../src/domain/artifact-json.ts';
import { artifactMessage } from '../../../src/domain/artifact-message.ts';
import { changeTrailers } from '../../../src/domain/change-trailers.ts';
import type { RedactedText } from '../../../src/domain/handoff.ts';
import { MANIFEST_SCHEMA, type Manifest, type ManifestEntry } from '../../../src/domain/manifest.ts';
import { readRawChanges } from '../../../src/git/change/raw-changes.ts';
import { handoff } from '../../support/facts.ts';
import { makeWideRepository, PATHS, textOf } from './wide-repository.ts';

export const COMMITS = 50;
const OURS = 20;
const PREFIX = 'refs/opensession/handoff/artifacts/';

/** @param others artifacts of other branches, of sixty claimed files each */
export const makeGateRepository = async (repo: string, others: number): Promise<void> => {
  makeWideRepository(repo);
  const git = (args: readonly string[], input = ''): Buffer =>
    execFileSync('git', args, { cwd: repo, input, maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'inherit'] });
  const changed = PATHS.filter((_, at) => at % 80 === 0);
  git(['fast-import', '--quiet'], branchOf(changed));
  const main = git(['rev-parse', 'main']).toString('utf8').trim();
  const diff = git(['diff-tree', '-r', '--raw', '--no-renames', '--no-abbrev', '-z', 'main', 'work']);
  const entries = [...(readRawChanges(diff).get('') ?? [])].map(([path, { before, after }]): ManifestEntry => ({
    path: path as RedactedText,
    before,
    after,
    claimed: true,
    by: 'edit-tool',
    key: null,
  }));
  const parts = Array.from({ length: OURS }, (_, part) => entries.filter((_one, at) => at % OURS === part));
  const treeOf = (part: readonly ManifestEntry[]): string => {
    const env = { ...process.env, GIT_INDEX_FILE: join(repo, '.git/index-bench') };
    const lines = part.map(({ path, after }) => `${after?.mode ?? ''} ${after?.oid ?? ''}\t${path}\n`).join('');
    const quiet = { cwd: repo, env } as const;
    execFileSync('git', ['read-tree', main], quiet);
    execFileSync('git', ['update-index', '--index-info'], { ...quiet, input: lines });
    return execFileSync('git', ['write-tree'], quiet).toString('utf8').trim();
  };
  const versions = parts.map((part, at) => versionOf({ id: `ours-${at}`, start: main, tree: treeOf(part) }, part));
  const foreign = Array.from({ length: others }, (_, at) =>
    versionOf(
      { id: `artifact-20261122T101112${String(at).padStart(5, '0')}-abcd`, start: main, tree: null },
      othersOf(at),
    ),
  );
  git(['fast-import', '--quiet'], (await Promise.all([...versions, ...foreign])).join(''));
  git(['checkout', '-q', 'work']);
  git(['pack-refs', '--all']);
};

const branchOf = (changed: readonly string[]): string => {
  const commits: string[] = [];
  for (let at = 0; at < COMMITS; at++) {
    const mine = changed.filter((_, nth) => nth % COMMITS === at);
    const message = `work ${at}\n`;
    const files = mine.map((path) => {
      const text = `${textOf(PATHS.indexOf(path))}more\n`;
      return `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`;
    });
    const from = at === 0 ? 'from refs/heads/main\n' : '';
    commits.push(
      `commit refs/heads/work\ncommitter x <x@example.test> ${1_795_342_300 + at} +0000\n` +
        `data ${message.length}\n${message}${from}${files.join('')}\n`,
    );
  }
  return commits.join('');
};

/** States that nobody has. */
const othersOf = (artifact: number): readonly ManifestEntry[] =>
  Array.from({ length: 60 }, (_, file) => {
    const oid = (BigInt(artifact) * 1_000_003n + BigInt(file) * 7_919n).toString(16).padStart(40, '5');
    const path = `elsewhere-${artifact}/file-${file}.txt` as RedactedText;
    return { path, before: null, after: { mode: '100644', oid }, claimed: true, by: 'edit-tool', key: null };
  });

const versionOf = async (
  { id, start, tree }: { readonly id: string; readonly start: string; readonly tree: string | null },
  entries: readonly ManifestEntry[],
): Promise<string> => {
  const payload = [handoff({ session_id: id })];
  const artifact = await withDigest({
    version: '1' as const,
    artifact_id: id,
    created_at: '2026-11-22T10:11:12.000Z',
    updated_at: '2026-11-22T10:11:12.000Z',
    merge_policy: 'time_asc' as const,
    payload_format: 'json' as const,
    sources: [],
    payload,
    schema: 'opensession-artifact-1.1' as const,
  });
  const manifest: Manifest = {
    schema: MANIFEST_SCHEMA,
    object_format: 'sha1',
    start,
    base: start,
    tree,
    tree_undefined_reason: tree === null ? 'made for a measurement' : null,
    entries,
    cut: 0,
    unresolved: [],
    hidden: [],
    touched: [],
    claims: [],
    checks: [],
  };
  const message = await artifactMessage(artifact, await changeTrailers(manifest, payload, ''));
  // of others only the message is ever read
  const kept = tree === null ? { ...manifest, entries: [] } : manifest;
  const files = { 'artifact.json': artifactText(artifact), 'manifest.json': JSON.stringify(kept) };
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  return (
    `commit ${PREFIX}${id}\ncommitter opensession <cli@opensession.io> 1795342272 +0000\n${data(message)}` +
    Object.entries(files)
      .map(([name, text]) => `M 100644 inline ${name}\n${data(text)}`)
      .join('')
  );
};
