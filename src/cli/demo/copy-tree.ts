/** Copies a folder, replacing texts in the names, the text files and the SQLite files in it. */
import { isUtf8 } from 'node:buffer';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { substitute, type Replacement } from './moves.ts';
import { rewriteDatabase } from './rewrite-database.ts';

/** Not `cp`: it would keep the modes of a folder that nobody may write to. */
export const copyTree = async (from: string, to: string, replacements: readonly Replacement[]): Promise<void> => {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, substitute(entry.name, replacements));
    if (entry.isDirectory()) await copyTree(source, target, replacements);
    else await copyFile(source, target, replacements);
  }
};

const DATABASE = /\.(?:db|sqlite|vscdb)$/;

const copyFile = async (source: string, target: string, replacements: readonly Replacement[]): Promise<void> => {
  const bytes = await readFile(source);
  const text = !DATABASE.test(source) && isUtf8(bytes);
  await writeFile(target, text ? substitute(bytes.toString('utf8'), replacements) : bytes);
  if (DATABASE.test(source)) rewriteDatabase(target, replacements);
};
