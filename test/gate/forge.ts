/** Rewrites an artifact's version as somebody with git can: its files replaced, the digest refitted, history left out. */
import type { Artifact } from '../../src/domain/artifact.ts';
import { artifactText, withDigest } from '../../src/domain/artifact-json.ts';
import type { Manifest } from '../../src/domain/manifest.ts';
import type { Scene } from './scene.ts';

export interface Forgery {
  readonly artifact?: (artifact: Artifact) => object;
  readonly manifest?: (manifest: Manifest) => object;
  /** false: the digest stays as it was. */
  readonly refit?: boolean;
  /** Files that are not forged stay, a signature among them. */
  readonly keepOthers?: boolean;
  readonly others?: { readonly [name: string]: string };
}

export const refOf = (id: string): string => `refs/opensession/handoff/artifacts/${id}`;

export const forge = async ({ sh }: Pick<Scene, 'sh'>, id: string, forgery: Forgery): Promise<void> => {
  const read = async <T>(name: string): Promise<T> =>
    JSON.parse(await sh(`git cat-file blob ${refOf(id)}:${name}`)) as T;
  const artifact = await read<Artifact>('artifact.json');
  const manifest = await read<Manifest>('manifest.json');
  const edited = (forgery.artifact?.(artifact) ?? artifact) as Artifact;
  const { digest: _, ...rest } = edited;
  const others: { [name: string]: string } = {};
  if (forgery.keepOthers === true)
    for (const name of (await sh(`git ls-tree --name-only ${refOf(id)}`)).split('\n'))
      others[name] = `${await sh(`git cat-file blob ${refOf(id)}:${name}`)}\n`;
  await replaceFiles({ sh }, id, {
    ...others,
    ...forgery.others,
    'artifact.json': forgery.refit === false ? JSON.stringify(edited) : artifactText(await withDigest(rest)),
    'manifest.json': JSON.stringify(forgery.manifest?.(manifest) ?? manifest),
  });
};

/** Puts a version with these files, and the message of the one that was there, in its place. */
export const replaceFiles = async (
  { sh }: Pick<Scene, 'sh'>,
  id: string,
  files: { readonly [name: string]: string },
): Promise<void> => {
  const lines: string[] = [];
  for (const [name, input] of Object.entries(files))
    lines.push(`100644 blob ${await sh('git hash-object -w --stdin', { input })}\t${name}\n`);
  const tree = await sh('git mktree', { input: lines.join('') });
  await sh(`git update-ref ${refOf(id)} $(git log -1 --format=%B ${refOf(id)} | git commit-tree ${tree})`);
};
