import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimpleCommand } from '../../src/shell/command-line.ts';
import { parseCommandLine } from '../../src/shell/parse-command-line.ts';
import { suspectsOf } from '../../src/shell/suspects.ts';

const BASH = spawnSync('bash', ['-c', 'echo "$BASH_VERSION"'], { encoding: 'utf8' }).status === 0;
if (!BASH) console.warn('skipped: no bash on this machine to compare verdicts with');

/** `ok N` and `bad N` note that they ran and succeed or fail; each N stands once in a line. */
const STUBS = {
  'BASH_FUNC_ok%%': '() { echo "$1" >> "$LOG"; return 0; }',
  'BASH_FUNC_bad%%': '() { echo "$1" >> "$LOG"; return 3; }',
};

const leaf = fc.constantFrom('ok', 'bad').map((name) => `${name} @`);
const join2 = (operator: string) => (parts: readonly string[]) => parts.join(operator);

const { statement, list } = fc.letrec<{ statement: string; list: string; chain: string }>((tie) => ({
  chain: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('chain'), { minLength: 2, maxLength: 3 }).map(join2(' && ')),
    fc.tuple(tie('chain'), tie('chain')).map(join2(' || ')),
    fc.tuple(leaf, leaf).map(join2(' | ')),
    tie('chain').map((inner) => `( ${inner}) || exit 1`),
    tie('chain').map((inner) => `( ${inner}) || { ok @; exit 4; }`),
    tie('list').map((inner) => `( ${inner} )`),
    tie('list').map((inner) => `{ ${inner}\n}`),
    tie('list').map((inner) => `! { ${inner}\n}`),
    tie('list').map((inner) => (inner.includes("'") ? `{ ${inner}\n}` : `bash -c '${inner}'`)),
    tie('list').map((inner) => (inner.includes("'") ? `{ ${inner}\n}` : `bash -ec '${inner}'`)),
    tie('list').map((inner) => (inner.includes("'") ? `{ ${inner}\n}` : `eval '${inner}'`)),
    tie('list').map((inner) => (/['\\]/.test(inner) ? `{ ${inner}\n}` : `echo '${inner}' | bash`)),
    tie('list').map((inner) => (/['\\%]/.test(inner) ? `{ ${inner}\n}` : `printf '%s\\n' '${inner}' | bash -e`)),
  ),
  statement: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('chain'),
    fc.tuple(tie('list'), tie('list')).map(([a, b]) => `if ${a}\nthen ${b}\nfi`),
    fc.tuple(tie('list'), tie('list'), tie('list')).map(([a, b, c]) => `if ${a}\nthen ${b}\nelse ${c}\nfi`),
    fc.tuple(tie('chain'), leaf).map(([a, b]) => `if ! ${a}\nthen ${b}\nexit 3\nfi`),
    fc.tuple(tie('list'), tie('list'), leaf).map(([a, b, c]) => `if ${a}\nthen ${b}\nelse ${c}\nexit 3\nfi`),
    tie('list').map((body) => `for i in 1 2; do ${body}\ndone`),
    tie('list').map((body) => `for i in $NOTHING; do ${body}\ndone`),
    tie('list').map((body) => `while bad @; do ${body}\ndone`),
    tie('list').map((body) => `case x in y) ${body};; *) ${body};; esac`),
    tie('list').map((body) => `x=$(:\n${body}\n)`),
    tie('list').map((body) => `export x=$(:\n${body}\n)`),
    tie('list').map((body) => `f() { ${body}\n}`),
    tie('chain').map((body) => `f() { ${body}\n}; f`),
    tie('chain').map((body) => `${body} & wait`),
    fc.tuple(tie('chain'), leaf).map(([a, b]) => `${a}; rc=$?; ${b}; exit $rc`),
    fc.tuple(tie('chain'), leaf).map(([a, b]) => `rc=0; ${a} || rc=$?; ${b}; exit $rc`),
    fc.tuple(tie('chain'), leaf).map(([a, b]) => `${a}; rc=$?; ${b} && rc=0; exit $rc`),
    fc.tuple(leaf, leaf).map(([a, b]) => `${a} | ${b}; exit \${PIPESTATUS[0]}`),
    fc.constantFrom(
      'set -e',
      'set +e',
      'set -o pipefail',
      'shopt -so errexit',
      'shopt -u -o pipefail',
      'exit 0',
      'exit $?',
      'exit',
      'exit 2',
      "trap 'exit 0' EXIT",
    ),
  ),
  list: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map(join2('\n')),
}));

/** On the top level alone: within `$( )` bash 5.2 puts a here-document in a group together wrongly. */
const hereDocument = fc.oneof(
  list.map((inner) => `cat <<'EOF' | bash\n${inner}\nEOF`),
  fc
    .tuple(
      list,
      fc.constantFrom('cat >&2', 'read x', 'head -c 9 >&2', 'cat </dev/null', 'x=$(cat)', 'exec </dev/null'),
      list,
    )
    .map(([before, reader, after]) => `bash <<'EOF'\n${before}\n${reader}\n${after}\nEOF`),
  fc
    .tuple(list, fc.constantFrom('$NOTHING', '$(echo exit)', '`echo cat`', '${X:-true}'))
    .map(([inner, open]) => (/[$`\\]/.test(inner) ? `{ ${inner}\n}` : `bash <<EOF\n${open}\n${inner}\nEOF`)),
  list.map((inner) => (/['\\]/.test(inner) ? `{ ${inner}\n}` : `echo '${inner}' | bash < /dev/null`)),
);

const line = fc
  .array(fc.oneof({ weight: 4, arbitrary: statement }, hereDocument), { minLength: 1, maxLength: 4 })
  .map((parts) => {
    let number = 0;
    return parts.join('\n').replaceAll('@', () => String(number++));
  });

describe.skipIf(!BASH)('what bash itself does with a line', () => {
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'opensession-bash-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const run = (text: string): { readonly zero: boolean; readonly ran: readonly string[] } => {
    const log = join(dir, 'log');
    writeFileSync(log, '');
    const { status } = spawnSync('bash', ['-c', text], {
      env: { ...process.env, ...STUBS, LOG: log },
      timeout: 20_000,
    });
    return { zero: status === 0, ran: readFileSync(log, 'utf8').split('\n').filter(Boolean) };
  };

  const leaves = (commands: readonly SimpleCommand[]) =>
    commands.filter(({ argv }) => ['ok', 'bad'].includes(argv[0] ?? '') && /^\d+$/.test(argv[1] ?? ''));

  it('agrees with every verdict', { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(line, (text) => {
        const parsed = parseCommandLine(text);
        expect(parsed.parsed, text).toBe(true);
        const { zero, ran } = run(text);
        for (const { argv, verdict } of leaves(parsed.commands)) {
          const [name = '', id = ''] = argv;
          const said = zero ? verdict.onZero : verdict.onNonZero;
          const where = `${argv.join(' ')} in\n${text}\nran ${ran.join(' ')}, ${zero ? 'zero' : 'not zero'}`;
          if (said === 'passed') expect([name, ran.includes(id)], where).toEqual(['ok', true]);
          if (said === 'failed') expect([name, ran.includes(id)], where).toEqual(['bad', true]);
          if (said === 'not-run') expect(ran.includes(id), where).toBe(false);
          if (zero && !text.includes('&&') && !verdict.skippable) expect(ran.includes(id), where).toBe(true);
        }
        const suspects = suspectsOf(parsed);
        if (zero || suspects.length === 0 || leaves(suspects).length < suspects.length) return;
        const failed = leaves(suspects).some(({ argv: [name, id = ''] }) => name === 'bad' && ran.includes(id));
        expect(failed, `${text}\nran ${ran.join(' ')}`).toBe(true);
      }),
      { numRuns: 500, seed: 61 },
    );
  });
});
