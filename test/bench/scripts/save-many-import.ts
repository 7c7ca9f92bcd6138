// argv: REPO COUNT. The floor of save-many-ours: the same through one fast-import, synced alike; it checks no old value.
import { execFileSync } from 'node:child_process';
import { versionFiles } from './version-files.ts';

const [repo = '.', count = '1'] = process.argv.slice(2);
const run = process.hrtime.bigint();
const parts: string[] = [];
const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
for (let index = 0; index < Number(count); index++) {
  const id = `many-${run}-${index}`;
  const files = Object.entries(versionFiles(id)).map(([name, text]) => `M 100644 inline ${name}\n${data(text)}`);
  const head = `commit refs/opensession/handoff/artifacts/${id}\ncommitter b <b@x> ${1_700_000_000 + index} +0000\n`;
  parts.push(head + data(`handoff-artifact: ${id}\n`) + files.join(''));
}
execFileSync('git', ['-c', 'core.fsync=committed', 'fast-import', '--quiet'], { cwd: repo, input: parts.join('') });
