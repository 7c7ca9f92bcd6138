import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileState } from '../domain/path-state.ts';
import { type RawChanges, readRawChanges } from './change/raw-changes.ts';
import type { Git } from './git.ts';
import { gitObject, type GitObject } from './object-id.ts';
import { isNameable, nulLines } from './path-text.ts';
import { filtersOf } from './path-attributes.ts';
import type { Quarantine } from './quarantine.ts';
import { readInfos, readObjects } from './read-objects.ts';
import { rawDiff } from './strict-patch-keys.ts';
import type { WorkState } from './work-state.ts';
import { writeObjects } from './write-objects.ts';
import { createHash } from '../domain/create-hash.ts';

/** Changed paths whose object id must not be told (content with a secret in it), with the reason. */
export type Withhold = (
  changed: ReadonlyMap<string, FileState>,
  read: (ids: readonly string[]) => Promise<readonly (Buffer | null)[]>,
) => Promise<ReadonlyMap<string, string>>;

interface Settled {
  readonly changes: RawChanges;
  /** Paths whose state is not told, with the reason. */
  readonly withheld: ReadonlyMap<string, string>;
  /** The index is not as `git add` left it. */
  readonly isChanged: boolean;
}

/** What a filter would convert becomes what git would have, and what must not be told stands as it was at the start. */
export const settleIndex = async (
  quarantine: Quarantine,
  git: Git,
  how: {
    readonly state: WorkState;
    readonly start: string;
    /** How the index differs from the start, as `rawDiff` has it. */
    readonly raw: Promise<Buffer>;
    readonly large: ReadonlyMap<string, string>;
    readonly withhold: Withhold;
  },
): Promise<Settled> => {
  const { changes, unknown, isConverted } = await filtered(quarantine, git, how);
  const secret = await how.withhold(present(changes), contentsIn(quarantine));
  const withheld = new Map([...how.large, ...unknown, ...secret]);
  const isPutBack = await putBack(quarantine, how.start, { changes, paths: [...withheld.keys()] });
  return {
    changes: isPutBack ? await changesTo(quarantine, how.start) : changes,
    withheld,
    isChanged: isConverted || isPutBack,
  };
};

const changesTo = async (quarantine: Quarantine, from: string): Promise<RawChanges> =>
  changesIn(await rawDiff((args) => quarantine.run(args), { from, to: null }));

const changesIn = (raw: Buffer): RawChanges => readRawChanges(raw).get('') ?? new Map();

const present = (changes: RawChanges): ReadonlyMap<string, FileState> =>
  new Map([...changes].flatMap(([path, { after }]) => (after === null ? [] : [[path, after]])));

/** Of a path that a filter would convert: the pointer that git-lfs makes (it needs no program), any other is unknown. */
const filtered = async (
  quarantine: Quarantine,
  git: Git,
  { state, start, raw }: { readonly state: WorkState; readonly start: string; readonly raw: Promise<Buffer> },
): Promise<{
  readonly changes: RawChanges;
  readonly unknown: ReadonlyMap<string, string>;
  readonly isConverted: boolean;
}> => {
  const changes = changesIn(await raw);
  const changed = present(changes);
  const filters = await filtersOf(git, state.paths.root, [...changed.keys()]);
  const unknown = new Map<string, string>();
  const pointers: { readonly path: string; readonly mode: string; readonly object: GitObject }[] = [];
  for (const [path, driver] of filters) {
    const file = changed.get(path);
    if (file === undefined || !file.mode.startsWith('100')) continue;
    if (driver !== 'lfs') unknown.set(path, `filter ${driver}`);
    else if (!isNameable(path)) unknown.set(path, `filter ${driver}`);
    else if (!(await isPointer(quarantine, file))) {
      const object = gitObject(state.paths.objectFormat, 'blob', pointerTo(join(state.paths.root, path)));
      pointers.push({ path, mode: file.mode, object });
    }
  }
  if (pointers.length === 0) return { changes, unknown, isConverted: false };
  // one that is nowhere would keep git from making a patch of anything
  const where = { cwd: quarantine.cwd, format: state.paths.objectFormat };
  await writeObjects(
    quarantine.git,
    where,
    pointers.map(({ object }) => object),
  );
  const entries = pointers.map(({ path, mode, object }) => [`${mode} ${object.id}\t`, path] as const);
  await quarantine.run(['update-index', '--add', '-z', '--index-info'], { stdin: nulLines(entries) });
  return { changes: await changesTo(quarantine, start), unknown, isConverted: true };
};

/** The index had it as git-lfs made it, or the file was never filled in; to git-lfs an empty file is its own pointer. */
const isPointer = async (quarantine: Quarantine, file: FileState): Promise<boolean> => {
  const [info] = await readInfos(quarantine.git, [file.oid], quarantine);
  if (info == null || info.size >= POINTER_BYTES) return false;
  if (info.size === 0) return true;
  const [bytes] = await contentsIn(quarantine)([file.oid]);
  return bytes?.toString('latin1').startsWith(LFS) === true;
};

const contentsIn =
  (quarantine: Quarantine) =>
  async (ids: readonly string[]): Promise<readonly (Buffer | null)[]> =>
    (await readObjects(quarantine.git, ids, quarantine)).map((found) => found?.bytes ?? null);

/** A pointer is shorter (docs/spec.md of git-lfs). */
const POINTER_BYTES = 1024;
const LFS = 'version https://git-lfs.github.com/spec/v1\n';

/** The whole format of a pointer (git-lfs 1 to 3, docs/spec.md). */
const pointerTo = (path: string): string => {
  const bytes = readFileSync(path);
  return `${LFS}oid sha256:${createHash('sha256').update(bytes).digest('hex')}\nsize ${bytes.length}\n`;
};

/** What is withheld stands in the tree as it was at the start. @returns whether anything had to be put back */
const putBack = async (
  quarantine: Quarantine,
  start: string,
  { changes, paths }: { readonly changes: RawChanges; readonly paths: readonly string[] },
): Promise<boolean> => {
  const zero = '0'.repeat(start.length);
  const lines = paths.flatMap((path): readonly (readonly [string, string])[] => {
    const change = changes.get(path);
    if (change === undefined) return [];
    return [[change.before === null ? `0 ${zero}\t` : `${change.before.mode} ${change.before.oid}\t`, path]];
  });
  if (lines.length === 0) return false;
  await quarantine.run(['update-index', '--add', '-z', '--index-info'], { stdin: nulLines(lines) });
  return true;
};
