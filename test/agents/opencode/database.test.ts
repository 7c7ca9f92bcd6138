import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opencode } from '../../../src/agents/opencode/opencode.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { type Event, textOf } from '../../../src/domain/session.ts';
import { type ReadSession, readAll, textsOf } from '../read-all.ts';
import { ASSISTANT, type MadeStore, makeStore, RUN_PERMISSION, tool } from './build-store.ts';

let dir = '';
let count = 0;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'opensession-opencode-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const make = (): MadeStore => makeStore(join(dir, `opencode-${++count}.db`));
const read = (store: MadeStore, key = 's'): ReadSession => readAll(opencode, { path: store.close(), key });

const user = (text: string): object => ({ type: 'text', text });

/** One assistant message with these parts, in a session of its own. */
const working = (...parts: readonly (object | string)[]): ReadSession =>
  read(
    make()
      .session({ id: 's' })
      .message('s', { id: 'm', at: 1000, data: ASSISTANT }, ...parts),
  );

test('of a message with more text than can be held together the first parts are told, the others count as broken', () => {
  const long = (n: number): object => ({ type: 'text', text: `${n}${'x'.repeat(9 * 1024 * 1024)}` });
  const { events, coverage } = working(long(1), long(2), { type: 'text', text: '3' });
  expect(textsOf(events, 'AgentMessage').map((text) => text[0])).toEqual(['1', '3']);
  expect(coverage.broken.count).toBe(1);
});

const types = (events: readonly Event[]): readonly string[] => events.map((event) => event.event_type.type);

describe('prompts', () => {
  const prompt = (permission: string | null, ...parts: readonly object[]): readonly string[] =>
    textsOf(
      read(
        make()
          .session({ id: 's', permission })
          .message('s', { id: 'm', at: 0, data: { role: 'user' } }, ...parts),
      ).events,
      'UserMessage',
    );

  test('the quotes that `opencode run` adds are taken off, those of a person stay', () => {
    expect(prompt(RUN_PERMISSION, user('"Fix the test"'))).toEqual(['Fix the test']);
    expect(prompt(RUN_PERMISSION, user(String.raw`"Say \"hi\" twice"`))).toEqual(['Say "hi" twice']);
    expect(prompt(RUN_PERMISSION, user('"Fix this:"\nError: x'))).toEqual(['Fix this:\nError: x']);
    expect(prompt(RUN_PERMISSION, user('"one two" "three four"'))).toEqual(['"one two" "three four"']);
    expect(prompt(RUN_PERMISSION, user('fix'))).toEqual(['fix']);
    expect(prompt(null, user('"Fix the test"'))).toEqual(['"Fix the test"']);
    expect(prompt('[{"permission":"question","pattern":"*","action":"deny"}]', user('"Fix the test"'))).toEqual([
      '"Fix the test"',
    ]);
  });

  test('text that the agent put in is no prompt', () => {
    const put = { type: 'text', text: 'Called the Read tool', synthetic: true };
    expect(prompt(null, put, user('Do it'), { type: 'text', text: 'hidden', ignored: true })).toEqual(['Do it']);
    expect(prompt(null, put)).toEqual([]);
  });

  test('a compaction is no prompt', () => {
    const store = make().session({ id: 's' });
    store.message('s', { id: 'm1', at: 0, data: { role: 'user' } }, { type: 'compaction', auto: true });
    store.message('s', { id: 'm2', at: 1, data: { ...ASSISTANT, summary: true } }, { type: 'text', text: 'So far: …' });
    expect(types(read(store).events)).toEqual(['Custom', 'SystemMessage']);
  });
});

describe('commands', () => {
  const exitOf = (state: Parameters<typeof tool>[2]): readonly unknown[] => {
    const { events } = working(tool('bash', 'c', { input: { command: 'npm test' }, ...state }));
    const result = events.find((event) => event.event_type.type === 'ToolResult')?.attributes;
    return [result?.[ATTR.exitCode], result?.[ATTR.exitSource], result?.[ATTR.noEffect]];
  };

  test('the exit status is a field; a command that was ended has none', () => {
    expect(exitOf({ metadata: { exit: 0 } })).toEqual([0, 'structured', undefined]);
    expect(exitOf({ metadata: { exit: 2 } })).toEqual([2, 'structured', undefined]);
    expect(exitOf({ metadata: { exit: null } })).toEqual([undefined, undefined, undefined]);
    expect(exitOf({ status: 'error', error: 'rejected', metadata: { exit: 0 } })).toEqual([undefined, undefined, true]);
    // what it did before it was broken off is not known
    expect(exitOf({ status: 'error', error: 'Tool execution aborted' })).toEqual([undefined, undefined, undefined]);
  });

  test('a command that still runs has no result', () => {
    const { events } = working(tool('bash', 'c', { status: 'running', input: { command: 'sleep 9' } }));
    expect(types(events)).toEqual(['ShellCommand']);
  });

  test('they know their directory and how long they took', () => {
    const { events } = working(
      tool('bash', 'c', { at: 5, end: 1505, input: { command: 'ls', workdir: 'pkg' }, metadata: { exit: 0 } }),
    );
    expect(events[0]?.duration_ms).toBe(1500);
    expect(events[0]?.attributes?.[ATTR.shellCwd]).toBe('/srv/app/pkg');
  });
});

describe('files', () => {
  const facts = (event: Event | undefined): readonly unknown[] => [
    event?.event_type,
    ...[ATTR.fileBefore, ATTR.linesAdded, ATTR.linesRemoved].map((key) => event?.attributes?.[key]),
  ];

  test('a write says whether the file was there', () => {
    const write = (exists?: boolean): readonly unknown[] =>
      facts(
        working(tool('write', 'c', { input: { filePath: 'a.js', content: 'x\ny\n' }, metadata: { exists } })).events[0],
      );
    const type = { type: 'FileCreate', data: { path: '/srv/app/a.js' } };
    expect(write(false)).toEqual([type, 'create', 2, 0]);
    expect(write(true)).toEqual([type, 'update', undefined, undefined]);
    expect(write()).toEqual([type, 'unknown', undefined, undefined]);
  });

  test('a patch changes each of its files', () => {
    const files = [
      { filePath: '/srv/app/new.js', type: 'add', patch: '', additions: 3, deletions: 0 },
      { filePath: '/srv/app/old.js', type: 'delete', patch: '', additions: 0, deletions: 9 },
      {
        filePath: '/srv/app/a.js',
        movePath: '/srv/app/b.js',
        type: 'move',
        patch: '@@ -1,1 +1,1 @@\n-a\n+b\n',
        additions: 1,
        deletions: 1,
      },
    ];
    const { events } = working(tool('apply_patch', 'c', { input: { patchText: '…' }, metadata: { files } }));
    expect(events.slice(0, 3).map(facts)).toEqual([
      [{ type: 'FileCreate', data: { path: '/srv/app/new.js' } }, 'unknown', 3, 0],
      [{ type: 'FileDelete', data: { path: '/srv/app/old.js' } }, undefined, 0, 9],
      [{ type: 'FileEdit', data: { path: '/srv/app/b.js', diff: files[2]?.patch } }, 'update', 1, 1],
    ]);
    expect(events[2]?.attributes?.[ATTR.renamedFrom]).toBe('/srv/app/a.js');
  });

  test('a patch that failed had no effect', () => {
    const patchText = '*** Begin Patch\n*** Update File: a.js\n@@\n-x\n+y\n*** Move to: b.js\n*** End Patch';
    const { events } = working(tool('patch', 'c', { status: 'error', error: 'no match', input: { patchText } }));
    expect(events.map((event) => [event.event_type.type, event.attributes?.[ATTR.noEffect]])).toEqual([
      ['FileEdit', true],
      ['ToolResult', true],
    ]);
  });

  test('a tool that does not exist is a failed call', () => {
    const { events } = working(
      tool('invalid', 'c', { input: { tool: 'wirte', error: 'unknown tool' }, output: 'unknown tool' }),
    );
    expect(events[1]?.event_type).toEqual({
      type: 'ToolResult',
      data: { name: 'invalid', is_error: true, call_id: 'c' },
    });
  });
});

describe('plans and questions', () => {
  test('a plan is whole at each change', () => {
    const todos = [
      { content: 'Write', status: 'completed', priority: 'high' },
      { content: 'Test', status: 'dreaming' },
    ];
    const { events } = working(tool('todowrite', 'c', { input: { todos } }));
    expect(events[0]?.attributes?.[ATTR.plan]).toEqual([
      { id: '1', text: 'Write', status: 'completed' },
      { id: '2', text: 'Test', status: 'pending' },
    ]);
  });

  test('only what was answered counts as answered', () => {
    const questions = [{ question: 'Tabs?' }, { question: 'Name?' }];
    const { events } = working(tool('question', 'c', { input: { questions }, metadata: { answers: [['Yes'], []] } }));
    expect(events[0]?.attributes?.[ATTR.questions]).toEqual([
      { id: 'c:0', text: 'Tabs?' },
      { id: 'c:1', text: 'Name?' },
    ]);
    expect(events[1]?.attributes?.[ATTR.questionIds]).toEqual(['c:0']);
  });
});

describe('sub-agents', () => {
  const store = (): MadeStore =>
    make()
      .session({ id: 's' })
      .session({ id: 'kid', parent_id: 's', title: 'Look' })
      .session({ id: 'grandkid', parent_id: 'kid', title: 'Look closer', time_created: 1_767_603_601_300 })
      .message(
        's',
        { id: 'm', at: 1000, data: ASSISTANT },
        tool('task', 'c', {
          at: 1100,
          end: 3000,
          input: { description: 'Look', subagent_type: 'explore' },
          output: 'task_id: kid\n\n<task_result>\nfound\n</task_result>',
          metadata: { sessionId: 'kid' },
        }),
        { type: 'text', text: 'Done.', time: { start: 1_767_603_604_000 } },
      )
      .message(
        'kid',
        { id: 'k', at: 1200, data: ASSISTANT },
        tool('grep', 'g', { at: 1250, input: { pattern: 'x' } }),
        tool('task', 'd', { at: 1300, end: 2000, metadata: { sessionId: 'grandkid' } }),
      )
      .message('grandkid', { id: 'gk', at: 1400, data: ASSISTANT }, { type: 'text', text: 'deep' });

  test('their sessions stand where they worked, each once', () => {
    const { events, coverage } = read(store());
    expect(events.map((event) => [event.task_id ?? '', event.event_type.type])).toEqual([
      ['', 'ToolCall'],
      ['kid', 'TaskStart'],
      ['kid', 'CodeSearch'],
      ['kid', 'ToolResult'],
      ['kid', 'ToolCall'],
      ['grandkid', 'TaskStart'],
      ['grandkid', 'AgentMessage'],
      ['kid', 'ToolResult'],
      ['grandkid', 'TaskEnd'],
      ['kid', 'TaskEnd'],
      ['', 'ToolResult'],
      ['', 'AgentMessage'],
    ]);
    expect(events[1]?.event_type).toEqual({ type: 'TaskStart', data: { title: 'explore: Look' } });
    expect(events[9]?.event_type).toEqual({ type: 'TaskEnd', data: { summary: 'found' } });
    expect(events.every((event) => event.attributes?.[ATTR.subagentId] === event.task_id)).toBe(true);
    expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
    expect(coverage.records).toBe(8);
  });

  test('one that no call names is not lost', () => {
    const orphan = make().session({ id: 's' }).session({ id: 'kid', parent_id: 's', title: 'Look' });
    orphan.message('kid', { id: 'k', at: 1200, data: ASSISTANT }, { type: 'text', text: 'found' });
    expect(read(orphan).events.map((event) => [event.task_id, event.event_type.type])).toEqual([
      ['kid', 'TaskStart'],
      ['kid', 'AgentMessage'],
    ]);
  });

  test('a circle of parents comes to an end', () => {
    const circle = make().session({ id: 's', parent_id: 'kid' }).session({ id: 'kid', parent_id: 's' });
    const task = tool('task', 'c', { metadata: { sessionId: 's' } });
    circle
      .message('s', { id: 'm', at: 1, data: ASSISTANT }, task)
      .message('kid', { id: 'k', at: 2, data: ASSISTANT }, task);
    expect(read(circle).events.filter((event) => event.event_type.type === 'ToolCall')).toHaveLength(2);
  });
});

describe('endings', () => {
  test('tokens are counted once, at the message', () => {
    const tokens = { input: 10, output: 20, reasoning: 5, cache: { read: 100, write: 7 } };
    const sum = (given: object): readonly unknown[] => {
      const store = make().session({ id: 's' });
      store.message(
        's',
        { id: 'm', at: 0, data: { ...ASSISTANT, tokens: given } },
        { type: 'text', text: 'x' },
        { type: 'step-finish', tokens: given },
      );
      const { events } = read(store);
      return [ATTR.inputTokens, ATTR.outputTokens, ATTR.cacheReadTokens, ATTR.cacheWriteTokens].map((key) =>
        events.reduce((total, event) => total + Number(event.attributes?.[key] ?? 0), 0),
      );
    };
    expect(sum(tokens)).toEqual([10, 20, 100, 7]);
    expect(sum({ ...tokens, total: 142 })).toEqual([10, 25, 100, 7]);
  });

  test('an aborted answer is an aborted turn, other errors are told without their headers', () => {
    const store = make().session({ id: 's' });
    store.message('s', {
      id: 'm1',
      at: 0,
      data: { ...ASSISTANT, error: { name: 'MessageAbortedError', data: { message: 'stopped' } } },
    });
    store.message('s', {
      id: 'm2',
      at: 1,
      data: {
        ...ASSISTANT,
        error: { name: 'APIError', data: { message: 'too much', responseHeaders: { org: 'private-org' } } },
      },
    });
    const { events } = read(store);
    expect(types(events)).toEqual(['Custom', 'SystemMessage']);
    expect(JSON.stringify(events)).not.toContain('private-org');
  });

  test('what the person took back is left out and counted', () => {
    const store = make().session({ id: 's', revert: JSON.stringify({ messageID: 'm2', partID: 'm2-prt-01' }) });
    for (const [at, id] of ['m1', 'm2', 'm3'].entries()) {
      store.message(
        's',
        { id, at, data: ASSISTANT },
        { type: 'text', text: `${id} a` },
        { type: 'text', text: `${id} b` },
      );
    }
    const { events, coverage } = read(store);
    expect(textsOf(events, 'AgentMessage')).toEqual(['m1 a', 'm1 b', 'm2 a']);
    expect([coverage.records, coverage.understood]).toEqual([9, 5]);
  });

  test('broken and unknown records cost themselves only', () => {
    const { events, coverage } = working(
      '{"type":"text","te',
      '[]',
      { type: 'hologram' },
      { type: 'tool', state: 7 },
      { type: 'text', text: 'here' },
    );
    expect(events.map(textOf)).toEqual(['here']);
    expect(coverage.broken.count).toBe(2);
    expect(coverage.unknown.map((one) => one.type)).toEqual(['part/hologram', 'part/tool']);
  });

  test('times and counts that fit no number are no times and counts', () => {
    const store = make().session({ id: 's' });
    store.run(`update session set time_created = 9223372036854775807, time_updated = -1`);
    store.run(
      `insert into message values ('m', 's', 9223372036854775807, 0, '{"role":"assistant","time":{"created":1e300},"tokens":{"input":-4,"output":1e30}}')`,
    );
    store.run(`insert into part values ('p', 'm', 's', 9223372036854775807, 0, '{"type":"text","text":"x"}')`);
    const { events, head } = read(store);
    expect([head.context.created_at, events[0]?.timestamp]).toEqual([
      '1970-01-01T00:00:00.000Z',
      '1970-01-01T00:00:00.000Z',
    ]);
    expect(events[0]?.attributes?.[ATTR.inputTokens]).toBeUndefined();
  });

  test('deep values are broken, not fatal', () => {
    const deep = `{"type":"tool","tool":"x","state":{"input":${'['.repeat(5000)}${']'.repeat(5000)}}}`;
    expect(working(deep).coverage.broken.count).toBe(1);
  });
});

describe('sessions of 2.x', () => {
  const entries = (): MadeStore =>
    make()
      .session({ id: 's', version: '2.0.0', permission: RUN_PERMISSION })
      .entry('s', { id: 'e0', type: 'model-switched', at: 0, data: { model: { id: 'm2' } } })
      .entry('s', {
        id: 'e1',
        type: 'user',
        at: 1,
        data: { text: '"Fix the test"', files: [{ uri: 'file:///srv/app/a.png', mime: 'image/png', name: 'a.png' }] },
      })
      .entry('s', { id: 'e2', type: 'synthetic', at: 2, data: { text: 'context' } })
      .entry('s', {
        id: 'e3',
        type: 'assistant',
        at: 3,
        data: {
          model: { id: 'm2', providerID: 'anthropic' },
          content: [
            { type: 'reasoning', text: 'Hm.' },
            { type: 'text', text: 'Running.' },
            {
              type: 'tool',
              id: 'c',
              name: 'bash',
              state: {
                status: 'completed',
                input: { command: 'npm test' },
                content: [{ type: 'text', text: 'no' }],
                metadata: { exit: 1 },
              },
              time: { created: 1_767_603_600_100, completed: 1_767_603_600_900 },
            },
          ],
          tokens: { input: 5, output: 6, reasoning: 0, cache: { read: 0, write: 0 } },
        },
      })
      .entry('s', {
        id: 'e4',
        type: 'shell',
        at: 900,
        data: { command: 'git status', status: 'exited', exit: 0, output: 'clean' },
      })
      .entry('s', {
        id: 'e5',
        type: 'compaction',
        at: 950,
        data: { status: 'completed', reason: 'auto', summary: 'So far' },
      })
      .entry('s', { id: 'e6', type: 'idle', at: 960, data: { outcome: 'interrupted' } })
      .entry('s', { id: 'e7', type: 'hologram', at: 970, data: {} })
      .entry('s', { id: 'e8', type: 'user', at: 980, data: '{"text":' });

  test('are read from their entries, in order', () => {
    const { events, coverage, head } = read(entries());
    expect(types(events)).toEqual([
      'UserMessage',
      'Thinking',
      'AgentMessage',
      'ShellCommand',
      'ToolResult',
      'ShellCommand',
      'ToolResult',
      'Custom',
      'Custom',
    ]);
    expect(textsOf(events, 'UserMessage')).toEqual(['Fix the test']);
    expect(events[4]?.attributes).toMatchObject({ [ATTR.exitCode]: 1, [ATTR.exitSource]: 'structured' });
    expect(events[6]?.attributes).toMatchObject({ [ATTR.exitCode]: 0 });
    expect([coverage.records, coverage.unknown.length, coverage.broken.count]).toEqual([9, 1, 1]);
    expect([head.agent.model, head.agent.tool_version]).toEqual(['m2', '2.0.0']);
  });

  test('a session that stands in both generations is read from the fuller one', () => {
    const both = entries();
    for (let index = 0; index < 9; index++)
      both.message('s', { id: `m${index}`, at: index, data: ASSISTANT }, { type: 'text', text: 'old' });
    expect(new Set(textsOf(read(both).events, 'AgentMessage'))).toEqual(new Set(['old']));
    expect(textsOf(read(entries().message('s', { id: 'm', at: 0, data: ASSISTANT })).events, 'AgentMessage')).toEqual([
      'Running.',
    ]);
  });
});
