import { asString, field, isObject, type JsonObject } from '../../domain/json.ts';
import { timeOfMillis } from '../reading/log-time.ts';
import { withoutLabel } from './command-exit.ts';
import { blocksOf, type ListedMessages, type Messages } from './messages.ts';
import type { ToolResult } from './outcome.ts';
import { feedbackIn } from './user-text.ts';

const TOOLS = [
  'execute_command',
  'read_file',
  'write_to_file',
  'replace_in_file',
  'apply_diff',
  'search_files',
  'list_files',
  'list_code_definition_names',
  'browser_action',
  'use_mcp_tool',
  'access_mcp_resource',
  'ask_followup_question',
  'attempt_completion',
  'plan_mode_respond',
  'new_task',
  'web_fetch',
];

const PARAMS = [
  'command',
  'path',
  'content',
  'diff',
  'regex',
  'question',
  'result',
  'response',
  'url',
  'task_progress',
  'tool_name',
];

/** A file's text may hold its own closing tag. */
const TEXTS: ReadonlySet<string> = new Set(['content', 'diff', 'result', 'response']);

/**
 * Until 3.3x the model wrote its calls as text, `<write_to_file><path>…</path>…</write_to_file>`, one in an answer, and
 * the next message told the result as text. The same messages with such calls as blocks; others stay as they are.
 */
export const withXmlCalls = (messages: ListedMessages): Messages => {
  const { all } = messages;
  /** The call of the message that is being told. */
  let current: { readonly id: string; readonly result: ToolResult } | undefined;
  function* told(): Generator {
    let place = 0;
    for (const message of all) {
      const index = place++;
      const isAnswer = current !== undefined;
      current = undefined;
      if (!isObject(message)) yield message;
      else if (isAnswer) yield { ...message, content: feedbackBlocks(message) };
      else if (field(message, 'role') !== 'assistant') yield message;
      else {
        const id = `call-${index + 1}`;
        const found = blocksOf(message).map((block) => [block, callIn(block)] as const);
        if (found.some(([, call]) => call !== undefined)) current = { id, result: resultIn(all.at(index + 1)) };
        const content = found.flatMap(([block, call]) => (call === undefined ? [block] : callBlocks(call, id)));
        yield { ...message, content };
      }
    }
  }
  return {
    all: { [Symbol.iterator]: told },
    resultOf: (call) => (call === current?.id ? current.result : messages.resultOf(call)),
    isAnswered: (call) => call === current?.id || messages.isAnswered(call),
    offsetOf: (index) => messages.offsetOf(index),
  };
};

const callIn = (block: JsonObject): XmlCall | undefined =>
  block['type'] === 'text' ? findCall(asString(field(block, 'text')) ?? '') : undefined;

const callBlocks = (call: XmlCall, id: string): readonly JsonObject[] => [
  ...wordsBefore(call.before),
  ...spoken(call),
  { type: 'tool_use', id, name: call.name, input: call.input },
];

interface XmlCall {
  readonly name: string;
  readonly input: JsonObject;
  readonly before: string;
}

const findCall = (text: string): XmlCall | undefined => {
  const places = TOOLS.map((name) => ({ name, at: text.indexOf(`<${name}>`) })).filter(({ at }) => at !== -1);
  const first = places.sort((a, b) => a.at - b.at)[0];
  if (first === undefined) return undefined;
  const { name, at } = first;
  const end = text.lastIndexOf(`</${name}>`);
  const body = text.slice(at + name.length + 2, end > at ? end : undefined);
  const input: { [key: string]: string } = {};
  for (const param of PARAMS) {
    const value = valueOf(param, body);
    if (value !== undefined) input[param] = value;
  }
  return {
    name,
    input,
    before: text.slice(0, at),
  };
};

const valueOf = (name: string, body: string): string | undefined => {
  const open = body.indexOf(`<${name}>`);
  const close = TEXTS.has(name) ? body.lastIndexOf(`</${name}>`) : body.indexOf(`</${name}>`);
  if (open === -1 || close < open) return undefined;
  return body
    .slice(open + name.length + 2, close)
    .replace(/^\n/, '')
    .replace(/\n$/, '');
};

/** Thoughts were written into the text as well. */
const wordsBefore = (text: string): readonly JsonObject[] => {
  const end = text.indexOf('</thinking>');
  const thought = /^\s*<thinking>/.test(text) && end !== -1 ? text.slice(text.indexOf('>') + 1, end) : '';
  const words = thought === '' ? text : text.slice(end + '</thinking>'.length);
  return [
    { type: 'thinking', thinking: thought.trim() },
    { type: 'text', text: words.trim() },
  ];
};

/** What these tools say is the agent's own words. */
const spoken = ({ name, input }: XmlCall): readonly JsonObject[] => {
  const text =
    name === 'attempt_completion' ? input['result'] : name === 'plan_mode_respond' ? input['response'] : undefined;
  return text === undefined ? [] : [{ type: 'text', text }];
};

/** What a person said along with a result is all that is left of a message that is told with its call. */
const feedbackBlocks = (message: unknown): readonly JsonObject[] =>
  blocksOf(message).flatMap((block): readonly JsonObject[] => {
    if (block['type'] !== 'text') return [block];
    const text = feedbackIn(withoutLabel(asString(block['text']) ?? ''));
    return text === undefined ? [] : [{ type: 'text', text }];
  });

const resultIn = (message: unknown): ToolResult => {
  const texts = blocksOf(message).flatMap((block) => asString(field(block, 'text')) ?? []);
  const told = texts.filter((text) => !text.startsWith('<environment_details>')).join('\n');
  const at = timeOfMillis(field(message, 'ts'));
  return { outcomes: [{ text: withoutLabel(told), success: undefined, error: undefined }], is_error: false, at };
};
