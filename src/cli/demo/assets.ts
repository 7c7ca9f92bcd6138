/** Where the recorded sessions lie: beside the bundle, or, when run from source, among the fixtures of the tests. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OpenSessionError } from '../../domain/errors.ts';

/** Absolute folder with one folder per agent, and one per scenario below it. @throws file_not_found */
export const demoAssets = (): string => {
  const found = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) =>
    existsSync(`${path}/codex`),
  );
  if (found !== undefined) return found;
  throw new OpenSessionError('file_not_found', 'the recorded sessions of the demo are not part of this installation');
};

/** From dist/chunks, and from src/cli/demo. */
const PLACES = ['../demo', '../../../test/fixtures/recorded'] as const;
