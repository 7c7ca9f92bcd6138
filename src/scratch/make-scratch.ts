import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pid } from 'node:process';
import { hostHere } from './host-here.ts';
import { OWNER_FILE, ownerText, SCRATCH_PREFIX } from '../domain/scratch-owner.ts';
import { livingScratch } from './living-scratch.ts';
import { removeScratch } from './remove-scratch.ts';

/**
 * A new directory that nobody else can enter, with the file in it that says whose it is. Whoever makes it removes it.
 * @param kind letters that stand in its name; '' for none
 * @throws what the file system says; then nothing is left of it
 */
export const makeScratch = (kind: string, parent: string = tmpdir()): string => {
  const dir = mkdtempSync(join(parent, `${SCRATCH_PREFIX}${kind === '' ? '' : `${kind}-`}`));
  livingScratch.add(dir);
  try {
    const text = ownerText({ name: basename(dir), pid, host: hostHere() });
    writeFileSync(join(dir, OWNER_FILE), text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    removeScratch(dir);
    throw error;
  }
  return dir;
};
