import { describe, expect, test } from 'vitest';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { EventType } from '../../../src/domain/session.ts';
import { attributesOf, call, readRecords, result, textsOf } from './read-log.ts';

const typeOf = (name: string, input: object): EventType | undefined =>
  readRecords([call('t1', name, input)]).events[0]?.event_type;

describe('a tool call', () => {
  test.each<[string, object, EventType]>([
    ['Read', { file_path: '/r/a.ts' }, { type: 'FileRead', data: { path: '/r/a.ts' } }],
    ['Grep', { pattern: 'x+' }, { type: 'CodeSearch', data: { query: 'x+' } }],
    ['Glob', { pattern: '**/*.ts' }, { type: 'FileSearch', data: { pattern: '**/*.ts' } }],
    ['Glob', {}, { type: 'FileSearch', data: { pattern: '*' } }],
    ['Write', { file_path: '/r/a.ts', content: 'x' }, { type: 'FileCreate', data: { path: '/r/a.ts' } }],
    [
      'Edit',
      { file_path: '/r/a.ts', old_string: 'a', new_string: 'b' },
      { type: 'FileEdit', data: { path: '/r/a.ts', diff: '@@\n-a\n+b\n' } },
    ],
    [
      'Edit',
      { file_path: '/r/a.ts', old_string: 'a', new_string: 'b', replace_all: true },
      { type: 'FileEdit', data: { path: '/r/a.ts' } },
    ],
    ['MultiEdit', { file_path: '/r/a.ts', edits: [] }, { type: 'FileEdit', data: { path: '/r/a.ts' } }],
    [
      'MultiEdit',
      {
        file_path: '/r/a.ts',
        edits: [
          { old_string: 'a', new_string: 'b' },
          { old_string: 'c', new_string: 'd', replace_all: true },
        ],
      },
      { type: 'FileEdit', data: { path: '/r/a.ts' } },
    ],
    ['NotebookEdit', { notebook_path: '/r/a.ipynb' }, { type: 'FileEdit', data: { path: '/r/a.ipynb' } }],
    ['Bash', { command: 'npm test' }, { type: 'ShellCommand', data: { command: 'npm test' } }],
    ['WebSearch', { query: 'q' }, { type: 'WebSearch', data: { query: 'q' } }],
    [
      'WebFetch',
      { url: 'https://example.org', prompt: 'p' },
      { type: 'WebFetch', data: { url: 'https://example.org' } },
    ],
    ['Agent', { description: 'd', prompt: 'p' }, { type: 'ToolCall', data: { name: 'Agent' } }],
    ['ExitPlanMode', { plan: 'p' }, { type: 'ToolCall', data: { name: 'ExitPlanMode' } }],
    ['mcp__x__y', { a: 1 }, { type: 'ToolCall', data: { name: 'mcp__x__y' } }],
    ['Read', {}, { type: 'ToolCall', data: { name: 'Read' } }],
    ['Bash', { command: '  ' }, { type: 'ToolCall', data: { name: 'Bash' } }],
  ])('%s %j', (name, input, type) => expect(typeOf(name, input)).toEqual(type));

  test('of Write holds the whole text', () => {
    const { events } = readRecords([call('t1', 'Write', { file_path: '/r/a.ts', content: 'let a;\n' })]);
    expect(events[0]?.content.blocks).toEqual([{ type: 'Code', code: 'let a;\n', language: 'typescript' }]);
    expect(events[0]?.attributes?.[ATTR.fullText]).toBe(true);
  });

  test('tells a directory that differs from the start', () => {
    const log = readRecords([
      call('t1', 'Bash', { command: 'ls' }),
      result('t1', ''),
      call('t2', 'Bash', { command: 'ls' }, { cwd: '/home/dev/repo/sub' }),
    ]);
    const cwds = log.events
      .filter(({ event_type }) => event_type.type === 'ShellCommand')
      .map((one) => one.attributes?.[ATTR.shellCwd]);
    expect(cwds).toEqual([undefined, '/home/dev/repo/sub']);
  });
});

const shell = (content: unknown, more: object, input: object = {}) =>
  attributesOf(
    readRecords([call('t1', 'Bash', { command: 'x', ...input }), result('t1', content, more)]),
    'ToolResult',
  );

describe('the exit of a shell command', () => {
  const fine = { stdout: 'ok', stderr: '', interrupted: false };

  test('is in the text of a failure', () =>
    expect(shell('Exit code 127\nsh: x: not found', { is_error: true })).toMatchObject({
      [ATTR.exitCode]: 127,
      [ATTR.exitSource]: 'text',
    }));

  test('is inferred where nothing is marked, also without a structured result', () => {
    const expected = { [ATTR.exitCode]: 0, [ATTR.exitSource]: 'absence' };
    expect(shell('ok', { is_error: false, toolUseResult: fine })).toMatchObject(expected);
    expect(shell([{ type: 'text', text: 'ok' }], {})).toMatchObject(expected);
  });

  test.each<[string, unknown, object, object]>([
    ['interrupted', 'partial', { toolUseResult: { ...fine, interrupted: true } }, {}],
    ['marked, without a code', 'npm warn', { is_error: true, toolUseResult: 'Error: npm warn' }, {}],
    [
      'output that begins like a code',
      'Exit code 1 is what we want',
      { toolUseResult: { ...fine, interrupted: true } },
      {},
    ],
  ])('is unknown: %s', (_name, content, more, input) => {
    const attributes = shell(content, more, input);
    expect(attributes).not.toHaveProperty([ATTR.exitCode]);
    expect(attributes).not.toHaveProperty([ATTR.exitSource]);
  });

  test('is explained away by the client', () => {
    const attributes = shell('', { toolUseResult: { ...fine, returnCodeInterpretation: 'No matches found' } });
    expect(attributes).toMatchObject({ [ATTR.exitExpected]: true });
    expect(attributes).not.toHaveProperty([ATTR.exitCode]);
  });

  test.each<[string, unknown, object, object]>([
    ['asked for', 'started', { toolUseResult: fine }, { run_in_background: true }],
    ['told by the result', 'started', { toolUseResult: { ...fine, backgroundTaskId: 'b1' } }, {}],
    ['told by the text', 'Command running in background with ID: b1', {}, {}],
  ])('belongs to nothing in the background: %s', (_name, content, more, input) => {
    const attributes = shell(content, more, input);
    expect(attributes).toMatchObject({ [ATTR.background]: true });
    expect(attributes).not.toHaveProperty([ATTR.exitCode]);
  });

  test.each([
    "The user doesn't want to proceed with this tool use.",
    '<tool_use_error>Sibling tool call errored</tool_use_error>',
    'Claude requested permissions to use Bash, but you have not granted it yet.',
  ])('was never there: %s', (content) => {
    const attributes = shell(content, { is_error: true });
    expect(attributes).toMatchObject({ [ATTR.noEffect]: true });
    expect(attributes).not.toHaveProperty([ATTR.exitCode]);
  });

  test.each([
    ['<status>failed</status>\n\n<exit_code>1</exit_code>\n\n<stdout>\nx\n</stdout>', 1],
    ['<status>completed</status>\n\n<exit_code>0</exit_code>', 0],
    ['<status>running</status>\n\n<stdout>\n<exit_code>0</exit_code>\n</stdout>', undefined],
    ['<status>completed</status>\n\n<stdout>\n<exit_code>0</exit_code>\n</stdout>', undefined],
  ])('of a background shell is told by a later result: %s', (content, code) => {
    const end = readRecords([call('t7', 'BashOutput', { bash_id: 'b1' }), result('t7', content)]);
    const attributes = attributesOf(end, 'ToolResult');
    if (code === undefined) expect(attributes).not.toHaveProperty([ATTR.exitCode]);
    else expect(attributes).toMatchObject({ [ATTR.shellId]: 'b1', [ATTR.exitCode]: code, [ATTR.exitSource]: 'text' });
  });

  test('a result without its call has none', () =>
    expect(attributesOf(readRecords([result('t9', 'ok')]), 'ToolResult')).not.toHaveProperty([ATTR.exitCode]));
});

const write = (name: string, content: string, more: object) =>
  attributesOf(readRecords([call('t1', name, { file_path: '/r/a' }), result('t1', content, more)]), 'ToolResult');

const counts = (before: string, added?: number, removed?: number) => ({
  [ATTR.fileBefore]: before,
  ...(added === undefined ? {} : { [ATTR.linesAdded]: added, [ATTR.linesRemoved]: removed }),
});

describe('the result of a write', () => {
  const patch = [{ lines: [' a', '-b', '+c', '+d', '\\ No newline at end of file'] }, { lines: ['-e'] }];

  test.each<[string, string, object, object]>([
    ['Write', '', { type: 'create', content: 'a\nb', structuredPatch: [], originalFile: null }, counts('create', 2, 0)],
    ['Write', '', { type: 'create', content: 'a\nb\n', structuredPatch: [] }, counts('create', 2, 0)],
    ['Write', '', { type: 'update', content: 'x', structuredPatch: patch, originalFile: 'y' }, counts('update', 2, 2)],
    ['Write', '', { type: 'update', content: 'x', structuredPatch: [], originalFile: 'x' }, counts('update', 0, 0)],
    ['Write', '', { type: 'update', content: 'x', structuredPatch: [] }, counts('update')],
    [
      'Edit',
      '',
      { filePath: '/r/a', oldString: 'b', originalFile: 'a\nb', structuredPatch: patch },
      counts('update', 2, 2),
    ],
    [
      'Edit',
      '',
      { filePath: '/r/a', oldString: '', originalFile: '', structuredPatch: [{ lines: ['+a'] }] },
      counts('create', 1, 0),
    ],
  ])('%s %s%j', (name, text, toolUseResult, expected) => {
    const attributes = write(name, text, { toolUseResult });
    expect(attributes).toMatchObject(expected);
    if (!(ATTR.linesAdded in expected)) expect(attributes).not.toHaveProperty([ATTR.linesAdded]);
  });

  test('is told by its text in the log of a sub-agent', () => {
    expect(write('Write', 'File created successfully at: /r/a', {})).toMatchObject(counts('create'));
    expect(write('Write', 'The file /r/a has been updated successfully.', {})).toMatchObject(counts('update'));
    expect(write('Write', 'done', {})).toMatchObject(counts('unknown'));
  });

  test('of a failed one says that nothing happened', () =>
    expect(write('Edit', 'File has changed', { is_error: true })).toMatchObject({ [ATTR.noEffect]: true }));
});

describe('a result', () => {
  test('is named by its call', () => {
    const log = readRecords([call('t1', 'Read', { file_path: '/r/a.py' }), result('t1', '1\tx')]);
    expect(log.events[1]?.event_type).toEqual({
      type: 'ToolResult',
      data: { name: 'Read', is_error: false, call_id: 't1' },
    });
    expect(log.events[1]?.attributes?.[ATTR.callId]).toBe('t1');
  });

  test('of a read holds the file without line numbers', () => {
    const file = { filePath: '/r/a.py', content: 'x = 1\n', startLine: 4 };
    const log = readRecords([
      call('t1', 'Read', { file_path: '/r/a.py' }),
      result('t1', '4\tx = 1', { toolUseResult: { type: 'text', file } }),
    ]);
    expect(log.events[1]?.content.blocks).toEqual([
      { type: 'Code', code: 'x = 1\n', language: 'python', start_line: 4 },
    ]);
  });

  test('loses reminders and keeps what it does not know', () => {
    const log = readRecords([
      call('t1', 'mcp__x__y', {}),
      result('t1', [
        { type: 'text', text: 'out<system-reminder>psst</system-reminder>' },
        { type: 'tool_reference', tool_name: 'z' },
      ]),
    ]);
    expect(textsOf(log, 'ToolResult')).toEqual(['out']);
    expect(log.events[1]?.content.blocks[1]).toEqual({
      type: 'Json',
      data: { type: 'tool_reference', tool_name: 'z' },
    });
  });
});
