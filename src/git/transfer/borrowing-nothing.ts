import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Transfer } from './open-transfer.ts';

/**
 * Works in the transfer's repository while it borrows no object: git keeps none that it finds under the same name, be that
 * one damaged.
 */
export const borrowingNothing = async <T>({ dir }: Pick<Transfer, 'dir'>, work: () => Promise<T>): Promise<T> => {
  const alternates = join(dir, 'objects/info/alternates');
  renameSync(alternates, `${alternates}.aside`);
  try {
    return await work();
  } finally {
    renameSync(`${alternates}.aside`, alternates);
  }
};
