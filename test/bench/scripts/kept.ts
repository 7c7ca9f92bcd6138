// argv: REPO SCRIPT. Runs a bundled script as `dist` is run: what V8 made of it the last time is taken again.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadKept } from '../../../src/cli/kept-modules.ts';

const script = process.argv[3] ?? '';
const folder = join(dirname(script), 'compiled');
mkdirSync(folder, { recursive: true });
loadKept(folder, script);
