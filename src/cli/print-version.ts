/** The shortest way to print the version. */
import { writeSync } from 'node:fs';
import { VERSION } from '../version.ts';

/** Past `process.stdout`, whose making costs more than all the rest of `--version`. A closed pipe is a success. */
export const printVersion = (): void => {
  try {
    writeSync(1, `${VERSION}\n`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
};
