import { describe, expect, test } from 'vitest';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { attributesOf, customs, readRecords, record, result, call, say, textsOf, user } from './read-log.ts';

const enqueue = (content: string) => record('queue-operation', { operation: 'enqueue', content, uuid: undefined });
const dequeue = () => record('queue-operation', { operation: 'dequeue', uuid: undefined });
const remove = () => record('queue-operation', { operation: 'remove', uuid: undefined });
const queuedCommand = (prompt: unknown, more: object = {}) =>
  record('attachment', { attachment: { type: 'queued_command', prompt, commandMode: 'prompt', ...more } });

describe('a prompt of a person', () => {
  test('is a UserMessage, as text or as blocks', () => {
    const log = readRecords([user('Fix it'), user([{ type: 'text', text: 'And test it' }], { promptSource: 'typed' })]);
    expect(textsOf(log, 'UserMessage')).toEqual(['Fix it', 'And test it']);
    expect(log.events[1]?.attributes?.[ATTR.source]).toBe('typed');
  });

  test('keeps its images', () => {
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
    const log = readRecords([user([{ type: 'text', text: 'What is this?' }, image])]);
    expect(log.events[0]?.content.blocks).toEqual([
      { type: 'Text', text: 'What is this?' },
      { type: 'Image', url: 'data:image/png;base64,AAAA', mime: 'image/png' },
    ]);
  });

  test('loses what the client put around it', () => {
    const log = readRecords([
      user('<ide_opened_file>The user opened a.ts</ide_opened_file>\n<ide_selection>x</ide_selection> Rename it'),
      user('Do that\n\n<system-reminder>\nbe careful\n</system-reminder>\nnow'),
      user('Then stop. <system-reminder>be careful</system-reminder>'),
      user('<user-prompt-submit-hook>ctx</user-prompt-submit-hook>\nFix b'),
      user('Fix c\n<user-prompt-submit-hook>\nctx\n</user-prompt-submit-hook>'),
      user([
        { type: 'text', text: '<ide_opened_file>The user opened b.ts</ide_opened_file>' },
        { type: 'text', text: 'Then this' },
      ]),
    ]);
    expect(textsOf(log, 'UserMessage')).toEqual([
      'Rename it',
      'Do that\n\n\nnow',
      'Then stop.',
      'Fix b',
      'Fix c',
      'Then this',
    ]);
  });

  test.each([
    'Why does the log show <system-reminder> twice? Remove the duplicate in logger.js',
    'Wrap it in <system-reminder> and </system-reminder> as the others do',
    'Does <system-reminder>x</system-reminder> render?',
    '<system-reminder> appears twice, remove one',
    '<user-prompt-submit-hook>x</user-prompt-submit-hook> is shown as text, fix it',
    'Why does it end with <user-prompt-submit-hook>x</user-prompt-submit-hook>',
    'Why does it print this?\n<user-prompt-submit-hook>ctx</user-prompt-submit-hook>',
    'It says:\n<user-prompt-submit-hook>ctx</user-prompt-submit-hook>',
    '<user-prompt-submit-hook> is never closed\nfix it',
    '<bash-input> tags are not parsed by our parser, please fix parse.js',
    '<bash-input>ls</bash-input> is shown as text, please fix parse.js',
    '<bash-input>ls</bash-input> reads as injected when the prompt ends with <bash-input>ls</bash-input>',
    '<bash-input>ls</bash-input>\nis what I typed; why is it followed by <bash-stdout></bash-stdout>',
    '<bash-stdout>a</bash-stdout> should be <bash-stdout>b</bash-stdout>',
    '<bash-stdout> and <bash-stderr> belong together: close the second with </bash-stderr>',
    '<local-command-stdout>x</local-command-stdout> comes before the <b>prompt</b>',
    '<task-notification>x</task-notification> begins with <task-id>a1</task-id>',
    '<teammate-message> needs a closing </teammate-message>',
    '<bash-input> needs a closing </bash-input>',
    '<task-notification> element should be styled red in app.css',
    '<task-notification>x</task-notification> should be styled red',
    '<teammate-message teammate_id="a">x</teammate-message> should be styled red',
    '<teammate-message teammate_id="a">x</teammate-message>\nis what </teammate-message> ends',
    '<local-command-stdout> is empty',
    '<command-message> is never closed in render.js',
    '<command-name>/x</command-name> is printed with its tag',
    'This session is being continued from a previous conversation bug: fix it',
    '[Request interrupted by user] banner is ugly, restyle it',
    '<ide_selection> is not closed, please fix',
  ])('is whole where it speaks of a tag: %s', (text) => {
    expect(textsOf(readRecords([user(text)]), 'UserMessage')).toEqual([text]);
  });
});

test.each([
  '<teammate-message teammate_id="a">hi</teammate-message>',
  '<teammate-message teammate_id="a">\nsee </teammate-message>\nin a.ts\n</teammate-message>\n',
  '<task-notification>\n<task-id>a1</task-id>\n</task-notification>',
  '<task-notification>\n<task-id>a1</task-id>\n</task-notification>\nRead the output file to retrieve the result: /x/a1',
])('what a person says below %j is the prompt', (announced) => {
  const said = 'Do not merge this. Fix the parser instead.\n\nRead the output file too.';
  expect(textsOf(readRecords([user(`${announced}\n${said}`)]), 'UserMessage')).toEqual([said]);
});

describe('no prompt of a person', () => {
  test.each([
    ['a meta record', user('Base directory for this skill: /x', { isMeta: true }), 'injected'],
    ['a compact summary', user('Summary so far', { isCompactSummary: true }), 'injected'],
    [
      'a summary without its mark',
      user('This session is being continued from a previous conversation that …'),
      'injected',
    ],
    ['output of a local command', user('<local-command-stdout>ok</local-command-stdout>'), 'injected'],
    [
      'output of a local command that holds its tag',
      user('<local-command-stdout>usage: x </local-command-stdout> y</local-command-stdout>'),
      'injected',
    ],
    [
      'errors of a local command',
      user('<local-command-stderr>no </local-command-stderr></local-command-stderr>'),
      'injected',
    ],
    [
      'a notification that quotes its tag at the end of a line',
      user(
        '<task-notification>\n<task-id>a1</task-id>\n<result>see </task-notification>\nDo that</result>\n</task-notification>\nFull transcript available at: /x/a1',
      ),
      'injected',
    ],
    ['a command of the shell', user('<bash-input>ls</bash-input>'), 'injected'],
    ['what it printed', user('<bash-stdout>a\n</bash-stdout><bash-stderr></bash-stderr>'), 'injected'],
    [
      'what it printed of itself',
      user('<bash-stdout>see </bash-stdout> in a.ts</bash-stdout><bash-stderr></bash-stderr>'),
      'injected',
    ],
    ['a command of several lines', user('<bash-input>ls\npwd</bash-input>'), 'injected'],
    [
      'a command and what it printed',
      user('<bash-input>ls</bash-input>\n<bash-stdout>a</bash-stdout><bash-stderr></bash-stderr>'),
      'injected',
    ],
    [
      'a notification that quotes its tag',
      user(
        '<task-notification>\n<task-id>a1</task-id>\n<result>mended </task-notification> in a.ts</result>\n</task-notification>',
      ),
      'injected',
    ],
    ['a message of a mate', user('<teammate-message teammate_id="b">\nx\n</teammate-message>'), 'injected'],
    [
      'a notification with a note',
      user('<task-notification>\n<task-id>a1</task-id>\n</task-notification>\nRead the output file: /x/a1.output'),
      'injected',
    ],
    ['a reminder alone', user('<system-reminder>todo list is empty</system-reminder>'), 'injected'],
    ['a notification by its text', user('<task-notification><task-id>a1</task-id></task-notification>'), 'injected'],
    [
      'a notification by its origin',
      user('Agent "x" completed', { origin: { kind: 'task-notification' } }),
      'injected',
    ],
    ['a record from the system', user('go on', { promptSource: 'system' }), 'injected'],
    [
      'a command of the client alone',
      user(
        '<command-name>/clear</command-name>\n<command-message>clear</command-message>\n<command-args></command-args>',
      ),
      'command',
    ],
  ])('%s', (_name, given, source) => {
    const log = readRecords([given]);
    expect(textsOf(log, 'UserMessage')).toEqual([]);
    expect(attributesOf(log, 'SystemMessage')[ATTR.source]).toBe(source);
    expect(log.coverage.ratio).toBe(1);
  });

  test('a slash command that goes to the model is what a person asked, told by name and arguments', () => {
    const log = readRecords([
      user(
        '<command-message>review is running…</command-message>\n<command-name>/review</command-name>\n<command-args>the  diff</command-args>',
      ),
    ]);
    expect(textsOf(log, 'UserMessage')).toEqual(['/review the  diff']);
  });

  test('an interruption aborts the turn', () => {
    const log = readRecords([user([{ type: 'text', text: '[Request interrupted by user for tool use]' }])]);
    expect(textsOf(log, 'UserMessage')).toEqual([]);
    expect(customs(log, 'turn_aborted')).toHaveLength(1);
  });

  test('a notice of the client is not the answer of the model', () => {
    const log = readRecords([
      say('API Error: 529 overloaded', { isApiErrorMessage: true, message: { model: '<synthetic>' } }),
      say('Real answer'),
    ]);
    expect(textsOf(log, 'AgentMessage')).toEqual(['Real answer']);
    expect(log.head.agent.model).toBe('claude-test-1');
  });
});

describe('what a person says when refusing a call', () => {
  const refusal = "The user doesn't want to proceed with this tool use. The tool use was rejected.";

  test('is a prompt', () => {
    const log = readRecords([
      call('t1', 'Bash', { command: 'rm -rf build' }),
      result(
        't1',
        `${refusal} To tell you how to proceed, the user said:\nuse the script\n\nNote: The user's next message may …`,
        {
          is_error: true,
        },
      ),
    ]);
    expect(textsOf(log, 'UserMessage')).toEqual(['use the script']);
  });

  test('leaves a plan that was refused without a word open', () => {
    const log = readRecords([
      call('t1', 'ExitPlanMode', { plan: 'Do it' }),
      result('t1', `${refusal} STOP`, { is_error: true }),
    ]);
    expect(customs(log, 'question')).toHaveLength(1);
    expect(attributesOf(log, 'ToolResult')[ATTR.callId]).toBe('t1');
  });

  test('is nothing when nothing was said', () => {
    const log = readRecords([
      call('t1', 'Bash', { command: 'ls' }),
      result('t1', `${refusal} STOP`, { is_error: true }),
    ]);
    expect(textsOf(log, 'UserMessage')).toEqual([]);
  });
});

describe('a queued prompt counts once', () => {
  test.each<[string, readonly object[], readonly string[]]>([
    ['the first of a run with -p', [enqueue('Fix it'), dequeue(), user('Fix it'), say('done')], ['Fix it']],
    [
      'taken in the middle of a turn, without a record',
      [user('a'), enqueue('also b'), say('x'), remove(), say('y')],
      ['a', 'also b'],
    ],
    [
      'taken in the middle of a turn, with an attachment',
      [user('a'), enqueue('also b'), remove(), say('x'), queuedCommand('also b'), say('y')],
      ['a', 'also b'],
    ],
    ['an attachment alone', [user('a'), queuedCommand([{ type: 'text', text: 'also b' }])], ['a', 'also b']],
    ['taken, with a user record', [user('a'), enqueue('also b'), remove(), user('also b'), say('y')], ['a', 'also b']],
    ['joined with another', [user('a'), enqueue('b'), enqueue('c'), dequeue(), dequeue(), user('b\nc')], ['a', 'b\nc']],
    ['rewritten on its way', [enqueue('see [Pasted text #1]'), dequeue(), user('see: long text')], ['see: long text']],
    ['never delivered', [user('a'), enqueue('also b')], ['a', 'also b']],
    ['taken back', [user('a'), enqueue('also b'), record('queue-operation', { operation: 'popAll' })], ['a']],
    ['a slash command', [user('a'), enqueue('/compact now'), dequeue()], ['a']],
    ['the same text again later', [enqueue('go on'), remove(), say('x'), user('go on')], ['go on', 'go on']],
  ])('%s', (_name, records, prompts) => {
    const log = readRecords(records);
    expect(textsOf(log, 'UserMessage')).toEqual(prompts);
    expect(log.coverage.ratio).toBe(1);
  });

  test('a queued notification is no prompt', () => {
    const text = '<task-notification><task-id>a1</task-id></task-notification>';
    const log = readRecords([
      enqueue(text),
      enqueue('b'),
      remove(),
      remove(),
      queuedCommand(text, { commandMode: 'task-notification' }),
    ]);
    expect(textsOf(log, 'UserMessage')).toEqual(['b']);
    expect(textsOf(log, 'SystemMessage')).toEqual([text]);
  });

  test('of more than can wait the rest counts as not understood, and is told where it arrives', () => {
    const long = (n: number): string => `${n} ${'x'.repeat(3 * 1024 * 1024)}`;
    const [first, second] = [long(1), long(2)];
    const log = readRecords([enqueue(first), enqueue(second), dequeue(), user(first), dequeue(), user(second)]);
    expect(textsOf(log, 'UserMessage').map((text) => text[0])).toEqual(['1', '2']);
    expect(log.coverage.unknown).toEqual([{ type: 'queue-operation/enqueue', count: 1 }]);
    expect(textsOf(readRecords([enqueue(first + second)]), 'UserMessage')).toHaveLength(1);
  });
});
