import { randomInt } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';

/** As systemd gives to services that have no user of their own: no account has one of these. */
const FIRST = 61_184;
const LAST = 65_519;

/** A user id under which no process runs. */
export const freeUid = (): number => {
  const taken = new Set(readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [ownerOf(`/proc/${name}`)] : [])));
  const span = LAST - FIRST + 1;
  const from = randomInt(span);
  for (let step = 0; step < span; step++) {
    const uid = FIRST + ((from + step) % span);
    if (!taken.has(uid)) return uid;
  }
  return LAST;
};

const ownerOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.uid ?? -1;
