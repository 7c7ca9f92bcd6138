import { createHash } from 'node:crypto';

/** About 4 KB that do not compress away, the same for the same seed. */
export const words = (seed: string): string =>
  Array.from({ length: 48 }, (_, i) => createHash('sha512').update(`${seed}${i}`).digest('base64')).join(' ');
