import { expect, test } from 'vitest';
import { fileEffects } from '../../src/shell/file-effects.ts';
import { parseCommandLine } from '../../src/shell/parse-command-line.ts';

const effects = (line: string): string[] =>
  parseCommandLine(line)
    .commands.flatMap(fileEffects)
    .map((effect) => {
      if ('from' in effect) return `${effect.action} ${effect.from} ${effect.to}`;
      return effect.action === 'unnamed' ? `unnamed by ${effect.by}` : `${effect.action} ${effect.path}`;
    });

const EDIT = ['--- a/src/a.js', '+++ b/src/a.js', '@@ -1,2 +1,2 @@', '--- b', '+++ c', ' d'];
const NEW = [
  'diff --git a/n.txt b/n.txt',
  'new file mode 100644',
  '--- /dev/null',
  '+++ b/n.txt',
  '@@ -0,0 +1 @@',
  '+x',
];
const GONE = ['--- a/o.txt', '+++ /dev/null', '@@ -1 +0,0 @@', '-x'];
const MOVED = ['diff --git a/p.txt b/q r.txt', 'similarity index 100%', 'rename from p.txt', 'rename to q r.txt'];
const MODE = ['diff --git a/run.sh b/run.sh', 'old mode 100644', 'new mode 100755'];
const DATED = ['--- src/a.js\t2026-01-01 10:00:00', '+++ src/a.js\t2026-01-01 10:00:01', '@@ -1 +1 @@', '-a', '+b'];

const here = (command: string, ...lines: string[]): string => `${command} <<'EOF'\n${lines.join('\n')}\nEOF`;

test.each<[string, string[]]>([
  [here('git apply', ...EDIT), ['edit src/a.js']],
  [here('git apply --index -', ...NEW, ...GONE, ...EDIT), ['write n.txt', 'delete o.txt', 'edit src/a.js']],
  [here('git apply', ...MOVED, ...MODE), ['move p.txt q r.txt', 'edit run.sh']],
  [here('patch -p1', ...EDIT, ...NEW), ['edit src/a.js', 'write n.txt']],
  [here('patch -s -p 0', ...DATED), ['edit src/a.js']],
  [here('cd lib && patch -p1', ...EDIT), ['edit lib/src/a.js']],
  [`cat <<'EOF' | git apply\n${EDIT.join('\n')}\nEOF`, ['edit src/a.js']],
])('what a patch on the line changes: %s', (line, expected) => {
  expect(effects(line)).toEqual(expected);
});

test.each<[string, string]>([
  [here('patch', ...EDIT), 'patch'],
  [here('patch -R -p1', ...EDIT), 'patch'],
  [here('git apply --include=b.js', ...EDIT), 'git apply'],
  [here('git apply --directory=lib', ...EDIT), 'git apply'],
  [here('git apply --stat --apply', ...EDIT), 'git apply'],
  [here('git apply a.patch', ...EDIT), 'git apply'],
  [here('git apply', 'no patch at all'), 'git apply'],
  [here('git apply', '--- "a/\\303\\251.js"', '+++ "b/\\303\\251.js"', '@@ -1 +1 @@', '-a', '+b'), 'git apply'],
  [here('patch -p1', '--- a/../../x', '+++ b/../../x', '@@ -1 +1 @@', '-a', '+b'), 'patch'],
  [here('patch -p1', '--- a/x.orig', '+++ b/x', '@@ -1 +1 @@', '-a', '+b'), 'patch'],
  [`git apply <<EOF\n${EDIT.join('\n')}$MORE\nEOF`, 'git apply'],
])('what is not told for certain names no file: %s', (line, by) => {
  expect(effects(line)).toEqual([`unnamed by ${by}`]);
});

test('what only looks changes nothing', () => {
  expect(effects(here('git apply --check', ...EDIT))).toEqual([]);
  expect(effects(here('patch --dry-run -p1', ...EDIT))).toEqual([]);
});
