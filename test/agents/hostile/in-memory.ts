/** A place for files that are written thousands of times. */
import { existsSync } from 'node:fs';

const MEMORY = '/dev/shm';

/** Runs `place` with its temporary folder in memory, where the system has such a place. */
export const inMemory = <T>(place: () => T): T => {
  const before = process.env['TMPDIR'];
  if (!existsSync(MEMORY)) return place();
  process.env['TMPDIR'] = MEMORY;
  try {
    return place();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
};
