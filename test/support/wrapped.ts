/** Programs run by a shell with something before them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Root is above file modes: without this capability it obeys them. */
export const OBEYS = process.getuid?.() === 0 ? 'exec setpriv --bounding-set=-dac_override,-dac_read_search' : 'exec';

/** Writes `dir/name`, which runs `before` and then the program with all arguments; returns its path. */
export const wrapped = (
  dir: string,
  name: string,
  how: { readonly before: string; readonly program: string },
): string => {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, name);
  writeFileSync(path, `#!/bin/sh\n${how.before} ${how.program} "$@"\n`, { mode: 0o755 });
  return path;
};

export const realGit = (): string => execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
