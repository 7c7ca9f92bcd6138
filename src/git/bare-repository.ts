import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RepositoryPaths } from './git.ts';

/**
 * Makes an empty bare repository in a directory that is there: three files and two directories, as gitrepository-layout(5)
 * has it. `git init` would be one more process, with templates.
 * @param objects directory of objects that it borrows; null: none
 */
export const makeBareRepository = (
  dir: string,
  { format, objects }: { readonly format: RepositoryPaths['objectFormat']; readonly objects: string | null },
): void => {
  mkdirSync(join(dir, 'objects/info'), { recursive: true });
  mkdirSync(join(dir, 'refs'));
  writeFileSync(join(dir, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(join(dir, 'config'), bareConfig(format));
  if (objects !== null) writeFileSync(join(dir, 'objects/info/alternates'), alternateLine(objects));
};

const bareConfig = (format: RepositoryPaths['objectFormat']): string =>
  `[core]\n\tbare = true\n\trepositoryFormatVersion = ${format === 'sha256' ? '1\n[extensions]\n\tobjectFormat = sha256\n' : '0\n'}`;

/** A line that begins with a quote or a comment sign is read as C-quoted or passed over. */
export const alternateLine = (path: string): string =>
  `${/^["#]|[\n\\]/.test(path) ? `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"` : path}\n`;
