import { ATTR } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { ignored, type MappedRecord, understood } from '../reading/record-fate.ts';
import { titleOf } from '../reading/title-of.ts';
import { absolute } from './applied-edit.ts';
import type { Here } from './chat.ts';
import type { Entry } from './entries.ts';

/** The events of what a person typed: a prompt, or a command to Aider. */
export const userEvents = (entry: Entry, here: Here): MappedRecord => {
  const { chat } = here;
  const { text } = entry;
  chat.answered = true;
  chat.allowed.clear();
  if (text.trim() === '' || text.trim() === '<blank>') return ignored('user', 'nothing was typed');
  const shell = /^!([^]+)$/.exec(text);
  if (shell !== null) return understood([shellEvent(shell[1] ?? '', { rawType: '!' }, here)]);
  const [, name, rest = ''] = /^\/([a-z][a-z-]{0,30})(?:\s+([^]*))?$/.exec(text) ?? [];
  if (name === undefined) return understood([promptEvent(text, '####', here)]);
  return commandEvents(name, rest.trim(), here) ?? understood([promptEvent(text, '####', here)]);
};

const promptEvent = (text: string, rawType: string, { chat, record }: Here): Event => {
  chat.titled ??= titleOf(text);
  const attributes = { [ATTR.rawType]: rawType, [ATTR.source]: 'typed' };
  return record.event({ type: { type: 'UserMessage' }, blocks: textBlocks(text), attributes });
};

/** Undefined for a slash that is no command of Aider: a prompt. */
const commandEvents = (name: string, rest: string, here: Here): MappedRecord | undefined => {
  if (PROMPTS.has(name) && rest !== '') return understood([promptEvent(rest, `/${name}`, here)]);
  if (name === 'run' && rest !== '') return understood([shellEvent(rest, { rawType: '/run' }, here)]);
  if (name === 'git') return understood([shellEvent(`git ${rest}`.trim(), { rawType: '/git' }, here)]);
  if (name === 'test' && rest !== '') return understood([testEvent(rest, here)]);
  if (name === 'web' && rest !== '') {
    const attributes = { [ATTR.rawType]: '/web', [ATTR.toolKind]: 'web' };
    return understood([here.record.event({ type: { type: 'WebFetch', data: { url: rest } }, attributes })]);
  }
  return COMMANDS.has(name) ? ignored(`user/${name}`, 'a command to the program') : undefined;
};

interface Typed {
  readonly rawType: string;
  readonly call?: string;
}

const shellEvent = (command: string, { rawType, call }: Typed, { record }: Here): Event =>
  record.event({
    type: { type: 'ShellCommand', data: { command } },
    blocks: [{ type: 'Code', code: command, language: 'bash' }],
    attributes: { [ATTR.rawType]: rawType, [ATTR.toolKind]: 'shell', [ATTR.source]: 'typed', [ATTR.callId]: call },
  });

const testEvent = (command: string, here: Here): Event => {
  const call = `test-${here.place}`;
  here.chat.test = call;
  return shellEvent(command, { rawType: '/test', call }, here);
};

/** Commands whose argument is said to the model. */
const PROMPTS: ReadonlySet<string> = new Set(['ask', 'code', 'architect', 'context', 'help']);

const COMMANDS: ReadonlySet<string> = new Set(
  (
    'add architect ask chat-mode clear code commit context copy copy-context diff drop edit editor editor-model exit git ' +
    'help lint load ls map map-refresh model models multiline-mode ok paste quit read-only reasoning-effort report reset ' +
    'run save settings test think-tokens tokens undo voice weak-model web'
  ).split(' '),
);

/** How a `/test` ended. `failed`: its output was put into the chat, which Aider does for non-zero exits alone. */
export const testResult = (failed: boolean, { chat, record }: Here): readonly Event[] => {
  const call = chat.test;
  if (call === undefined) return [];
  chat.test = undefined;
  const type = { type: 'ToolResult', data: { name: '/test', is_error: failed, call_id: call } } as const;
  const exit = failed ? {} : { [ATTR.exitCode]: 0, [ATTR.exitSource]: 'absence' };
  return [record.event({ type, attributes: { [ATTR.callId]: call, [ATTR.rawType]: '/test', ...exit } })];
};

export const addedFile = (name: string, { chat, record }: Here): Event => {
  const path = absolute(name, chat);
  const attributes = { [ATTR.rawType]: 'tool/Added', [ATTR.toolKind]: 'file_read' };
  return record.event({ type: { type: 'FileRead', data: { path } }, attributes });
};
