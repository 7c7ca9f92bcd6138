/** What in a session is a turn: a person's prompt, the agent's words, and its work. Sub-agents have lanes of their own. */
import { ATTR, attribute, isSubagentEvent, stringAttribute } from '../domain/event-attributes.ts';
import { type Block, type Event, type EventType, textOf } from '../domain/session.ts';

/** `injected` came from a program; `interactive` is an answer to a structured question (older tool). */
const NO_PROMPT: ReadonlySet<string> = new Set(['injected', 'interactive']);

const WORK: ReadonlySet<EventType['type']> = new Set([
  'ToolCall',
  'FileRead',
  'CodeSearch',
  'FileSearch',
  'FileEdit',
  'FileCreate',
  'FileDelete',
  'ShellCommand',
  'ImageGenerate',
  'VideoGenerate',
  'AudioGenerate',
  'WebSearch',
  'WebFetch',
]);

/** true: the event belongs to a sub-agent. */
export const isInLane = (event: Event): boolean =>
  isSubagentEvent(event) || attribute(event, ATTR.mergedSubagent) === true;

/** The text of a prompt of a person, or what it is where it has none, else undefined. */
export const promptOf = (event: Event): string | undefined => {
  if (event.event_type.type !== 'UserMessage' || isInLane(event)) return undefined;
  if (NO_PROMPT.has(stringAttribute(event, ATTR.source) ?? '')) return undefined;
  return spoken(event) ?? shown(event);
};

/** The text of a message of the session's own agent, else undefined. */
export const answerOf = (event: Event): string | undefined =>
  event.event_type.type === 'AgentMessage' && !isInLane(event) ? spoken(event) : undefined;

/** The agent does something: a message before it was not its final answer. */
export const isWork = (event: Event): boolean => WORK.has(event.event_type.type);

const spoken = (event: Event): string | undefined => {
  const text = textOf(event).trim();
  return text === '' ? undefined : text;
};

/** An image alone asks, or answers, as well. */
const shown = ({ content: { blocks } }: Event): string | undefined => {
  const block = blocks.find(({ type }) => type !== 'Text');
  return block === undefined ? undefined : `(only ${SHOWN.get(block.type) ?? 'an attachment'})`;
};

const SHOWN: ReadonlyMap<Block['type'], string> = new Map([
  ['Image', 'an image'],
  ['Video', 'a video'],
  ['Audio', 'a sound'],
  ['File', 'a file'],
]);
