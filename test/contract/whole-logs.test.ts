/** Logs of Claude Code, from their records to the files and checks of a handoff: what never ran, and what came after a check. */
import { describe, expect, test } from 'vitest';
import { judgeChecks } from '../../src/contract/checks/judge-checks.ts';
import type { SessionPlace } from '../../src/contract/facts.ts';
import { foldSession } from '../../src/contract/fold-session.ts';
import { settle } from '../../src/contract/settle.ts';
import { createTally } from '../../src/domain/coverage.ts';
import { call, readRecords, record, result } from '../agents/claude-code/read-log.ts';

const PLACE: SessionPlace = {
  root: '/home/dev/repo',
  cwd: '/home/dev/repo',
  home: '/home/dev',
  script: () => undefined,
};

/** Files by action, and of each check what it came to. */
const told = (...records: readonly object[]): { readonly files: string[]; readonly checks: string[] } => {
  const { events, head } = readRecords(records);
  const fold = foldSession(PLACE);
  for (const event of settle(events)) fold.push(event);
  const facts = fold.finish({ ...head, version: 'hail-1.0.0' }, createTally().coverage());
  const { checks } = judgeChecks(facts.runs, facts.changes, { ignored: new Set(), unheld: new Set() });
  return {
    files: facts.files.map(({ action, path }) => `${action} ${path}`),
    checks: checks.map(({ command, final, stale }) => `${command} ${final}${stale ? ' stale' : ''}`),
  };
};

let count = 0;

const ran = (name: string, input: object, outcome: { text?: string; is_error?: boolean } = {}): readonly object[] => {
  const id = `t${++count}`;
  const { text = 'ok', is_error = false } = outcome;
  return [call(id, name, input), result(id, text, { is_error })];
};

const bash = (command: string, outcome?: { text?: string; is_error?: boolean }): readonly object[] =>
  ran('Bash', { command }, outcome);

describe('what never ran is no change, and still casts a doubt on a check before it', () => {
  const doubted = { files: [], checks: ['npm test passed stale'] };

  test.each([
    'Use trash instead of rm',
    'PreToolUse:Bash hook error: [guard.sh]: no rm allowed',
    "rm in '/home/dev/repo/a.js' was blocked. For security, only files of the session may be removed.",
    'This Bash command contains multiple operations. The following part requires approval: rm a.js',
  ])('a command that was stopped: %s', (text) => {
    expect(told(...bash('npm test'), ...bash('rm a.js', { text, is_error: true }))).toEqual(doubted);
  });

  test.each<[string, object]>([
    ['Bash', { command: 'rm a.js' }],
    ['Bash', { command: 'mv a.js b.js' }],
    ['Edit', { file_path: '/home/dev/repo/a.js', old_string: 'a', new_string: 'b' }],
    ['Write', { file_path: '/home/dev/repo/a.js', content: 'a' }],
  ])('a call without a result: %s %j', (name, input) => {
    expect(told(...bash('npm test'), call('never', name, input))).toEqual(doubted);
  });

  test('a refusal in the words of the agent casts none', () => {
    const text = "The user doesn't want to proceed with this tool use.";
    const { files, checks } = told(...bash('npm test'), ...bash('rm a.js', { text, is_error: true }));
    expect({ files, checks }).toEqual({ files: [], checks: ['npm test passed'] });
  });

  test('what ran is a change', () => {
    expect(told(...bash('rm a.js'), ...bash('npm test'))).toEqual({
      files: ['deleted a.js'],
      checks: ['npm test passed'],
    });
  });
});

describe('a change whose path is not known casts a doubt on a check before it', () => {
  test.each([
    'git reset --hard',
    'git stash -u',
    'git pull',
    'npx prettier --write .',
    'sed -i s/a/b/ src/*.js',
    'for f in $(ls); do sed -i s/a/b/ "$f"; done',
    'cd "$ROOT" && sed -i s/a/b/ add.js',
  ])('%s', (command) => {
    expect(told(...bash('npm test'), ...bash(command)).checks).toEqual(['npm test passed stale']);
    expect(told(...bash(command), ...bash('npm test'))).toEqual({ files: [], checks: ['npm test passed'] });
  });

  test('in the directory of the check, around it, or below it; not beside it', () => {
    const sed = (directory: string): string[] =>
      told(...bash('cd web && npm test'), ...bash(`cd ${directory} && sed -i s/a/b/ *.js`)).checks;
    for (const directory of ['web', '.', 'web/src']) expect(sed(directory)).toEqual(['npm test passed stale']);
    for (const directory of ['api', '/elsewhere']) expect(sed(directory)).toEqual(['npm test passed']);
  });

  test('before the check in its own line, none', () => {
    expect(told(...bash('npx eslint --fix . && npm test')).checks.at(-1)).toBe('npm test passed');
    expect(told(...bash('npm test && git stash')).checks).toEqual(['npm test passed stale']);
  });
});

describe('a file that somebody else changed', () => {
  const changed = (filename: string): object =>
    record('attachment', { attachment: { type: 'edited_text_file', filename, snippet: '1\tx' } });

  test('casts a doubt on a check before it, and is no claim', () => {
    const log = told(...bash('npm test'), changed('/home/dev/repo/a.js'));
    expect(log).toEqual({ files: [], checks: ['npm test passed stale'] });
    expect(told(changed('/home/dev/repo/a.js'), ...bash('npm test')).checks).toEqual(['npm test passed']);
    expect(told(...bash('npm test'), changed('/elsewhere/a.js')).checks).toEqual(['npm test passed']);
  });

  test('is told twice where the last command is known to have changed it', () => {
    const line = 'sed -i s/a/b/ a.js && npm test';
    expect(told(...bash(line), changed('/home/dev/repo/a.js')).checks).toEqual(['npm test passed']);
    expect(told(...bash(line), changed('/home/dev/repo/b.js')).checks).toEqual(['npm test passed stale']);
  });
});

describe('a long line', () => {
  const text = (length: number): string => 'some words $x\n'.repeat(length / 14);

  test.each(["'EOF'", 'EOF'])('that writes a long file is read: <<%s', (delimiter) => {
    const line = `cat > add.js <<${delimiter}\n${delimiter === 'EOF' ? 'x'.repeat(70_000) : text(70_000)}\nEOF\n`;
    expect(told(...bash('npm test'), ...bash(line))).toEqual({
      files: ['created add.js'],
      checks: ['npm test passed stale'],
    });
    const failed = { text: 'Exit code 1\n1 failed', is_error: true };
    expect(told(...bash('npm test'), ...bash(`${line}npm test`, failed)).checks).toEqual(['npm test failed']);
  });

  test.each([`echo ${'a '.repeat(40_000)}`, `cat > a <<EOF\n${text(1_100_000)}\nEOF`, 'sed -i s/a/b/ add.js; echo "a'])(
    'that cannot be read casts a doubt: %#',
    (line) => {
      expect(told(...bash('npm test'), ...bash(line))).toEqual({ files: [], checks: ['npm test passed stale'] });
    },
  );
});

describe('PowerShell', () => {
  const pwsh = (command: string, outcome?: { text?: string; is_error?: boolean }): readonly object[] =>
    ran('PowerShell', { command }, outcome);
  const failed = { text: 'Exit code 1\n1 failed', is_error: true };

  test.each([
    'npm test',
    '& npm test',
    "& 'npm' test",
    'npm test; if ($LASTEXITCODE -ne 0) { exit 1 }',
    'npm test; exit $LASTEXITCODE',
  ])('a check: %s', (command) => {
    expect(told(...pwsh(command)).checks[0]).toMatch(/npm test passed$/);
    expect(told(...pwsh('npm test'), ...pwsh(command, failed)).checks[0]).toMatch(/npm test failed$/);
  });

  test('a status that is another command’s says nothing', () => {
    expect(told(...pwsh('npm test; Write-Output done')).checks).toEqual(['npm test unknown']);
  });

  test.each<[string, string[]]>([
    ["Set-Content add.js 'x'", ['created add.js']],
    ['Set-Content -Path src\\add.js -Value x', ['created src/add.js']],
    ['Out-File -FilePath add.js -InputObject x', ['created add.js']],
    ['Remove-Item add.js', ['deleted add.js']],
    ['Remove-Item -Recurse -Force src\\add.js', ['deleted src/add.js']],
    ['Move-Item a.js b.js', ['renamed b.js']],
    ['New-Item -ItemType File -Path add.js', ['created add.js']],
  ])('a change: %s', (command, files) => {
    expect(told(...pwsh('npm test'), ...pwsh(command))).toEqual({ files, checks: ['npm test passed stale'] });
  });

  test.each([
    'Get-ChildItem *.js | Remove-Item',
    '(Get-Content a.js) -replace "a", "b" | Set-Content a.js',
    'Remove-Item *.js',
    '$x = 1',
  ])('what is not understood casts a doubt: %s', (command) => {
    expect(told(...pwsh('npm test'), ...pwsh(command))).toEqual({ files: [], checks: ['npm test passed stale'] });
  });

  test('a change of directory holds for what stands after it', () => {
    expect(told(...pwsh('Set-Location web; Remove-Item a.js')).files).toEqual(['deleted web/a.js']);
    expect(told(...pwsh('npm test'), ...pwsh('cd web; npm test', failed)).checks).toEqual([
      'npm test passed',
      'npm test failed',
    ]);
  });

  test('a pipe of cmdlets that read casts no doubt', () => {
    const line = 'Get-Content a.js | Select-String add | Select-Object -First 5';
    expect(told(...pwsh('npm test'), ...pwsh(line)).checks).toEqual(['npm test passed']);
  });

  test('bash of the same agent is bash', () => {
    expect(told(...bash('npm test | cat')).checks).toEqual(['npm test unknown']);
  });
});
