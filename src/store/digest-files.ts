import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createHash } from '../domain/create-hash.ts';

/** Lower-case hexadecimal sha256 over the bytes of regular files in order; undefined when one cannot be read. */
export const digestFiles = async (files: readonly string[]): Promise<string | undefined> => {
  const hash = createHash('sha256');
  try {
    for (const file of files) {
      // Not opened: a FIFO would wait for a writer without end.
      if (!(await stat(file)).isFile()) return undefined;
      for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
    }
    return hash.digest('hex');
  } catch {
    return undefined;
  }
};
