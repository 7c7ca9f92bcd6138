import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createHash } from '../domain/create-hash.ts';

/**
 * Lower-case hexadecimal sha256 over the bytes of regular files in order; undefined when the first one cannot be read.
 * Another one that cannot counts as a byte: a session is read without it, and is another one once it can be read.
 */
export const digestFiles = async (files: readonly string[]): Promise<string | undefined> => {
  const hash = createHash('sha256');
  for (const [index, file] of files.entries()) {
    try {
      for await (const chunk of await bytesOf(file)) hash.update(chunk);
    } catch {
      if (index === 0) return undefined;
      hash.update('\0');
    }
  }
  return hash.digest('hex');
};

const bytesOf = async (file: string): Promise<AsyncIterable<Buffer>> => {
  // Not opened: a FIFO would wait for a writer without end.
  if (!(await stat(file)).isFile()) throw new Error(`expected a regular file, found something else at ${file}`);
  return createReadStream(file, { highWaterMark: 1 << 20 });
};
