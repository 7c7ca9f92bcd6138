/**
 * Every record type that is known of an agent's logs is mapped, or ignored with a reason; and one that nobody knows is
 * named. The lists were taken from the formats' sources and from logs, not from the parsers.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { agents } from '../../src/agents/index.ts';
import type { Coverage } from '../../src/domain/coverage.ts';
import { tempDir } from '../support/temp-repo.ts';
import { buildStore, quoted } from './build-store.ts';
import { buildChat, buildIde } from './cursor/build-store.ts';
import { T0, makeStore } from './opencode/build-store.ts';
import { readAll, textsOf } from './read-all.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const AT = '2026-01-05T09:00:00.000Z';

interface Kind {
  readonly agent: string;
  readonly what: string;
  readonly types: readonly string[];
  /** The log with one record of a type; returns what has to be read. */
  write(dir: string, type: string): { readonly path: string; readonly key?: string };
}

const put = (path: string, text: string): { readonly path: string } => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return { path };
};

const lines = (...records: readonly object[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join('');

const claude = (more: object): string =>
  lines({
    uuid: 'u1',
    parentUuid: null,
    sessionId: 's',
    timestamp: AT,
    cwd: '/r',
    version: '2.1.0',
    isSidechain: false,
    message: { role: 'user', content: 'x' },
    ...more,
  });

const HAIL_HEADER = {
  type: 'header',
  version: 'hail-1.0.0',
  session_id: 's',
  agent: { provider: 'anthropic', model: 'm', tool: 'claude-code' },
  context: { title: 'x', description: 'x', tags: [], created_at: AT, updated_at: AT },
};
const HAIL_STATS = { event_count: 0, message_count: 0, tool_call_count: 0, task_count: 0, duration_seconds: 0 };
const hailEvent = (event_type: object): object => ({
  type: 'event',
  event_id: 'e',
  timestamp: AT,
  event_type,
  content: { blocks: [{ type: 'Text', text: 'x' }] },
});

const ide = (dir: string, bubble: object): { readonly path: string; readonly key: string } => ({
  path: buildIde(join(dir, 'User/globalStorage/state.vscdb'), {
    cursorDiskKV: {
      'composerData:c': { _v: 3, composerId: 'c', fullConversationHeadersOnly: [{ bubbleId: 'b' }] },
      'bubbleId:c:b': bubble,
    },
  }),
  key: 'c',
});
const chat = (dir: string, blob: object): { readonly path: string } => ({
  path: buildChat(join(dir, 'chats/w/s/store.db'), { meta: { agentId: 's', name: 'x' }, blobs: [blob] }),
});
const transcript = (dir: string, line: object): { readonly path: string } =>
  put(join(dir, 'agent-transcripts/s/s.jsonl'), lines(line));

const kinds: readonly Kind[] = [
  {
    agent: 'claude-code',
    what: 'records',
    types: words(`user assistant summary file-history-snapshot file-history-delta queue-operation last-prompt mode
      permission-mode ai-title custom-title agent-name pr-link bridge-session worktree-state relocated frame-link
      atis-latch started result api-request api-request-shape api-request-blob tools-used cost-state`),
    write: (dir, type) => put(join(dir, 's.jsonl'), claude({ type, operation: 'enqueue', content: 'x' })),
  },
  {
    agent: 'claude-code',
    what: 'system records',
    types: words(`compact_boundary microcompact_boundary turn_duration stop_hook_summary api_error local_command
      away_summary bridge_status api_refusal`),
    write: (dir, subtype) => put(join(dir, 's.jsonl'), claude({ type: 'system', subtype, content: 'x' })),
  },
  {
    agent: 'claude-code',
    what: 'attachments',
    types: words(`hook_success hook_blocking_error hook_additional_context edited_text_file queued_command task_reminder
      skill_listing deferred_tools_delta diagnostics nested_memory file plan_mode date_change date environment model
      prompt_snapshot session_context remote_session_change`),
    write: (dir, type) => put(join(dir, 's.jsonl'), claude({ type: 'attachment', attachment: { type, prompt: 'x' } })),
  },
  {
    agent: 'claude-code',
    what: 'progress',
    types: words(`agent_progress bash_progress hook_progress mcp_progress query_update search_results_received
      waiting_for_task`),
    write: (dir, type) => put(join(dir, 's.jsonl'), claude({ type: 'progress', data: { type } })),
  },
  {
    agent: 'codex',
    what: 'records',
    types: words(`session_meta turn_context compacted world_state inter_agent_communication
      inter_agent_communication_metadata token_usage_record retained_context security_risk_score realtime_item`),
    write: (dir, type) => put(join(dir, 'r.jsonl'), lines({ timestamp: AT, type, payload: { id: 'x', cwd: '/r' } })),
  },
  {
    agent: 'codex',
    what: 'response items',
    types: words(`message reasoning function_call function_call_output custom_tool_call custom_tool_call_output
      local_shell_call web_search_call tool_search_call tool_search_output image_generation_call agent_message
      ghost_snapshot compaction context_compaction additional_tools`),
    write: (dir, type) =>
      put(join(dir, 'r.jsonl'), lines({ timestamp: AT, type: 'response_item', payload: { type, role: 'user' } })),
  },
  {
    agent: 'codex',
    what: 'events',
    types: words(`user_message agent_message agent_reasoning token_count task_started turn_started task_complete
      turn_complete turn_aborted patch_apply_end mcp_tool_call_end web_search_end exec_command_end context_compacted
      entered_review_mode exited_review_mode thread_rolled_back thread_settings_applied sub_agent_activity
      collab_agent_spawn_begin collab_agent_spawn_end collab_agent_interaction_begin collab_agent_interaction_end
      collab_waiting_begin collab_waiting_end collab_close_begin collab_close_end thread_goal_updated error`),
    write: (dir, type) =>
      put(join(dir, 'r.jsonl'), lines({ timestamp: AT, type: 'event_msg', payload: { type, message: 'x' } })),
  },
  {
    agent: 'codex',
    what: 'completed items',
    types: words('UserMessage AgentMessage Reasoning Plan CommandExecution FileChange McpToolCall'),
    write: (dir, type) =>
      put(
        join(dir, 'r.jsonl'),
        lines({ timestamp: AT, type: 'event_msg', payload: { type: 'item_completed', item: { type, id: 'x' } } }),
      ),
  },
  {
    agent: 'gemini',
    what: 'messages',
    types: words('user gemini info error warning'),
    write: (dir, type) =>
      put(
        join(dir, 'session-x.jsonl'),
        lines({ sessionId: 's', startTime: AT }, { id: 'm', timestamp: AT, type, content: 'x' }),
      ),
  },
  {
    agent: 'copilot',
    what: 'events',
    types: words(`session.start session.resume session.info session.error session.warning session.model_change
      session.context_changed session.compaction_start session.compaction_complete session.truncation
      session.snapshot_rewind session.plan_changed session.mode_changed session.task_complete session.shutdown
      user.message assistant.message assistant.turn_start assistant.turn_end tool.execution_start
      tool.execution_complete subagent.started subagent.completed hook.start hook.end skill.invoked system.message
      system.notification abort`),
    write: (dir, type) =>
      put(join(dir, 'events.jsonl'), lines({ type, id: 'e', timestamp: AT, parentId: null, data: { content: 'x' } })),
  },
  {
    agent: 'pi',
    what: 'entries',
    types: words(`session model_change thinking_level_change compaction branch_summary custom custom_message label
      session_info`),
    write: (dir, type) =>
      put(
        join(dir, 'p.jsonl'),
        lines(
          { type: 'session', version: 3, id: 's', timestamp: AT, cwd: '/r' },
          { type, id: 'a', parentId: null, timestamp: AT, summary: 'x', name: 'x' },
        ),
      ),
  },
  {
    agent: 'pi',
    what: 'messages',
    types: words('user assistant toolResult bashExecution custom branchSummary compactionSummary'),
    write: (dir, role) =>
      put(
        join(dir, 'p.jsonl'),
        lines(
          { type: 'session', version: 3, id: 's', timestamp: AT, cwd: '/r' },
          { type: 'message', id: 'a', parentId: null, timestamp: AT, message: { role, content: 'x', command: 'ls' } },
        ),
      ),
  },
  {
    agent: 'qwen',
    what: 'records',
    types: words(`user assistant tool_result system/chat_compression system/slash_command system/ui_telemetry
      system/at_command system/notification system/custom_title system/rewind system/session_model
      system/file_history_snapshot system/turn_result system/agent_bootstrap system/agent_launch_prompt
      system/agent_retry system/agent_session_ready user/agent_mention user/agent_message
      tool_result/code_mode_tool_result`),
    write: (dir, name) => {
      const [type, subtype] = name.split('/');
      const record = { uuid: 'u', parentUuid: null, sessionId: 's', timestamp: AT, type, subtype, cwd: '/r' };
      return put(join(dir, 's.jsonl'), lines({ ...record, message: { parts: [{ text: 'x' }] }, systemPayload: {} }));
    },
  },
  {
    agent: 'cline',
    what: 'says',
    types: words(`task text reasoning user_feedback user_feedback_diff api_req_started api_req_retried error
      error_retry tool command command_output completion_result checkpoint_created task_progress
      mcp_server_request_started mcp_server_response use_mcp_server browser_action browser_action_launch
      browser_action_result subagent use_subagents subagent_usage deleted_api_reqs diff_error condense compaction`),
    write: (dir, say) =>
      put(
        join(dir, 'tasks/1741168800000/ui_messages.json'),
        JSON.stringify([{ ts: T0, type: 'say', say, text: '{}' }]),
      ),
  },
  {
    agent: 'cline',
    what: 'asks',
    types: words(`followup command command_output tool completion_result resume_task resume_completed_task
      api_req_failed mistake_limit_reached new_task condense`),
    write: (dir, ask) =>
      put(
        join(dir, 'tasks/1741168800000/ui_messages.json'),
        JSON.stringify([{ ts: T0, type: 'ask', ask, text: '{}' }]),
      ),
  },
  {
    agent: 'amp',
    what: 'content',
    types: words('text thinking image tool_use tool_result'),
    write: (dir, type) =>
      put(
        join(dir, 'T-1.json'),
        JSON.stringify({
          v: 1,
          id: 'T-1',
          created: T0,
          messages: [{ role: type === 'thinking' || type === 'tool_use' ? 'assistant' : 'user', content: [{ type }] }],
        }),
      ),
  },
  {
    agent: 'opencode',
    what: 'parts',
    types: words(`text reasoning file tool step-start step-finish snapshot patch agent subtask compaction retry`),
    write: (dir, type) => ({
      path: makeStore(join(dir, 'opencode.db'))
        .session({ id: 's' })
        .message(
          's',
          { id: 'm', at: 0, data: { role: ['compaction', 'subtask'].includes(type) ? 'user' : 'assistant' } },
          { type, tool: 'bash', callID: 'c', state: { status: 'completed', input: {} }, text: 'x' },
        )
        .close(),
      key: 's',
    }),
  },
  {
    agent: 'opencode',
    what: 'entries',
    types: words(`user assistant shell synthetic system skill agent-switched model-switched location-switched
      compaction idle`),
    write: (dir, type) => ({
      path: makeStore(join(dir, 'opencode.db'))
        .session({ id: 's' })
        .entry('s', { id: 'd', type: 'user', at: 0, data: { text: 'x' } })
        .entry('s', { id: 'e', type, at: 1, data: {} })
        .close(),
      key: 's',
    }),
  },
  {
    agent: 'goose',
    what: 'content',
    types: words(`text image toolRequest toolResponse thinking redactedThinking toolConfirmationRequest actionRequired
      frontendToolRequest systemNotification conversationCompacted error`),
    write: (dir, type) => ({
      path: buildStore(
        join(dir, 'sessions.db'),
        `create table sessions (id text primary key, name text, session_type text, working_dir text, created_at text, updated_at text);
         create table messages (id integer primary key, session_id text, role text, content_json text, created_timestamp integer);
         insert into sessions values ('a', 'x', 'user', '/r', '2026-01-05 09:00:00', '2026-01-05 09:00:00');
         insert into messages values (1, 'a', 'assistant', ${quoted([{ type, text: 'x', data: { actionType: 'elicitation', message: 'x' } }])}, 1767603600)`,
      ),
      key: 'a',
    }),
  },
  {
    agent: 'aider',
    what: 'lines',
    types: [
      '#### Fix the sum',
      '#### /ask Why is it wrong?',
      '#### /add add.js',
      '#### /run npm test',
      '#### /test npm test',
      '#### /git status',
      '#### /undo',
      '#### !npm test',
      '> Aider v0.86.1',
      '> Main model: gpt-5 with diff edit format',
      '> Git repo: .git with 3 files',
      '> Repo-map: using 4096 tokens, auto refresh',
      '> Added add.js to the chat.',
      '> Add file to the chat? (Y)es/(N)o [Yes]: y',
      '> Applied edit to add.js',
      '> Commit abc1234 fix: the sum',
      '> Running npm test',
      '> Tokens: 12k sent, 1.2k received. Cost: $0.01 message, $0.05 session.',
      '> ^C KeyboardInterrupt',
      'The operator was wrong.',
    ],
    write: (dir, line) =>
      put(join(dir, '.aider.chat.history.md'), `\n# aider chat started at 2026-01-05 09:00:00\n\n${line}  \n`),
  },
  {
    agent: 'hail',
    what: 'lines',
    types: words('header event stats'),
    write: (dir, type) => {
      const record = { header: {}, stats: { type, ...HAIL_STATS }, event: hailEvent({ type: 'UserMessage' }) }[type];
      return put(join(dir, 's.hail.jsonl'), lines(HAIL_HEADER, ...(type === 'header' ? [] : [record ?? { type }])));
    },
  },
  {
    agent: 'hail',
    what: 'events',
    types: words(`UserMessage AgentMessage SystemMessage Thinking ToolCall ToolResult FileRead CodeSearch FileSearch
      FileEdit FileCreate FileDelete ShellCommand WebSearch WebFetch TaskStart TaskEnd Custom`),
    write: (dir, type) => {
      const data = {
        name: 'x',
        path: 'x',
        query: 'x',
        pattern: 'x',
        command: 'x',
        url: 'x',
        kind: 'x',
        is_error: false,
      };
      return put(join(dir, 's.hail.jsonl'), lines(HAIL_HEADER, hailEvent({ type, data })));
    },
  },
  {
    agent: 'cursor',
    what: 'messages of the IDE',
    types: words('1 2'),
    write: (dir, type) =>
      ide(dir, { type: Number.isNaN(Number(type)) ? type : Number(type), text: 'x', createdAt: AT }),
  },
  {
    agent: 'cursor',
    what: 'messages of the CLI',
    types: words('user assistant tool system'),
    write: (dir, role) => chat(dir, { role, content: [{ type: 'text', text: 'x' }] }),
  },
  {
    agent: 'cursor',
    what: 'content of the CLI',
    types: words('text reasoning redacted-reasoning tool-call tool-result'),
    write: (dir, type) =>
      chat(dir, {
        role: type === 'tool-result' ? 'tool' : 'assistant',
        content: [{ type, text: 'x', toolCallId: 'c', toolName: 'Shell', args: { command: 'ls' }, result: 'x' }],
      }),
  },
  {
    agent: 'cursor',
    what: 'lines of a transcript',
    types: words('user assistant'),
    write: (dir, role) => transcript(dir, { role, message: { content: [{ type: 'text', text: 'x' }] } }),
  },
  {
    agent: 'cursor',
    what: 'content of a transcript',
    types: words('text tool_use'),
    write: (dir, type) =>
      transcript(dir, {
        role: 'assistant',
        message: { content: [{ type, text: 'x', name: 'Shell', input: { command: 'ls' } }] },
      }),
  },
];

const read = (kind: Kind, type: string): ReturnType<typeof readAll> => {
  const agent = agents.find(({ id }) => id === kind.agent);
  if (agent === undefined) throw new Error(`no agent ${kind.agent}`);
  return readAll(agent, kind.write(tempDir(), type));
};
const coverageOf = (kind: Kind, type: string): Coverage => read(kind, type).coverage;

const rows = kinds.flatMap((kind) => kind.types.map((type) => ({ kind, type, title: `${kind.agent} ${kind.what}` })));

test.each(rows)('$title: $type is mapped or ignored with a reason', ({ kind, type }) => {
  const { records, unknown, ignored } = coverageOf(kind, type);
  expect(unknown).toEqual([]);
  expect(records).toBeGreaterThan(0);
  for (const { reason } of ignored) expect(reason.length).toBeGreaterThan(3);
});

/** Of Aider's own lines those that nobody knows are told as they are, as notices: its history is free text. */
const named = kinds.filter(({ agent }) => agent !== 'aider');
const noticesOf = (kind: Kind, line: string): readonly string[] =>
  textsOf(
    read(kind, line).events.filter(({ attributes }) => attributes?.['source'] === 'notice'),
    'SystemMessage',
  );

test.each(rows.filter(({ kind }) => kind.agent === 'aider'))('$title: $type is no notice', ({ kind, type }) => {
  expect(noticesOf(kind, type)).toEqual([]);
  expect(noticesOf(kind, '> hologram')).toEqual(['hologram']);
});

test.each(named.map((kind) => ({ ...kind, kind })))('$agent $what: a type that nobody knows is named', ({ kind }) => {
  const type = kind.agent === 'qwen' ? 'system/hologram' : 'hologram';
  expect(JSON.stringify(coverageOf(kind, type).unknown)).toContain('hologram');
});
