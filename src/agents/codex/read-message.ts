import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asString, at, field } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { imageOf, isScaffold, readUserContent, stripEditorContext, textParts } from './prompts.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { emit, type HeldPrompt, type RolloutState } from './rollout-state.ts';

const REPEATS = 'repeats a prompt';
const INJECTED = 'context that Codex put in';
const MAX_HELD = 32;
/** Bytes of all their records; one alone may be longer. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * A user's message as a response item. Codex writes its own context in this form too, and a person's prompt a second
 * time as an event (user_message, or the completed item UserMessage). Whether a log has such events shows soon after,
 * so the message is held until its event comes or something else happens; in a log with prompt events a message
 * without one is Codex's.
 */
const userItem = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const { text, images, scaffold, proven, cwd } = readUserContent(record.payload);
  state.cwd ??= cwd;
  state.head.cwd ??= cwd;
  if (scaffold) return INJECTED;
  if (state.twins.repeats('prompt', text, 'response')) return REPEATS;
  const bytes = state.held.reduce((sum, held) => sum + held.record.origin.length, record.origin.length);
  if (state.held.length === MAX_HELD || bytes > MAX_BYTES) flushHeld(state);
  state.held.push({ record, text, images, proven });
  return undefined;
};

/** event_msg user_message: `message`, `images`, `kind` (until 2025: `plain`, or which context it is). */
export const userEvent = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const kind = asString(field(record.payload, 'kind'));
  const message = asString(field(record.payload, 'message')) ?? '';
  if (kind === 'environment_context' || kind === 'user_instructions') return INJECTED;
  const images = asArray(field(record.payload, 'images')).flatMap((url) => imageOf({ image_url: url }) ?? []);
  return prompt(state, record, { text: message, images, from: 'event' });
};

/** The completed item UserMessage: `content[{type: text|image|…}]`. */
export const userCompleted = (state: RolloutState, record: RolloutRecord, item: unknown): string | undefined => {
  const content = asArray(field(item, 'content'));
  const text = content.map((part) => asString(field(part, 'text')) ?? '').join('');
  const images = content.flatMap((part) => imageOf(part) ?? []);
  return prompt(state, record, { text, images, from: 'item' });
};

interface Given {
  readonly text: string;
  readonly images: readonly Block[];
  readonly from: 'event' | 'item';
}

const prompt = (state: RolloutState, record: RolloutRecord, given: Given): string | undefined => {
  if (isScaffold(given.text)) return INJECTED;
  const text = stripEditorContext(given.text);
  if (text.trim() === '' && given.images.length === 0) return 'empty';
  state.promptEvents = true;
  // a review writes the prompt that it makes twice, within itself
  if (state.review !== undefined && state.review === text.trim()) return REPEATS;
  if (state.review === '') state.review = text.trim();
  const repeats = state.twins.repeats('prompt', text, given.from);
  const twin = repeats ? state.held.findIndex((held) => held.text.trim() === text.trim()) : -1;
  if (twin !== -1) {
    const [before, same] = [state.held.slice(0, twin), state.held[twin]];
    state.held = state.held.slice(twin + 1);
    for (const held of before) emitHeld(state, held);
    if (same !== undefined)
      emitPrompt(state, same.record, { text, images: same.images.length > 0 ? same.images : given.images });
    return REPEATS;
  }
  if (repeats) return REPEATS;
  flushHeld(state);
  emitPrompt(state, record, { text, images: given.images });
  return undefined;
};

/** What is held goes out: no event told the same. */
export const flushHeld = (state: RolloutState): void => {
  const { held } = state;
  state.held = [];
  for (const one of held) emitHeld(state, one);
};

const emitHeld = (state: RolloutState, held: HeldPrompt): void => {
  if (held.proven || !state.promptEvents) return emitPrompt(state, held.record, held);
  emit(state, held.record, {
    type: { type: 'SystemMessage' },
    blocks: textBlocks(held.text),
    attributes: { [ATTR.source]: 'injected' },
  });
};

const emitPrompt = (
  state: RolloutState,
  record: RolloutRecord,
  { text, images }: { readonly text: string; readonly images: readonly Block[] },
): void => {
  state.head.firstPrompt ??= text.trim() === '' ? undefined : text.trim();
  // in a sub-agent's log that was named by itself another agent asks
  const delegated = state.head.parent !== undefined && state.prefix === '';
  emit(state, record, {
    type: { type: delegated ? 'SystemMessage' : 'UserMessage' },
    blocks: [...textBlocks(text), ...images],
    attributes: { [ATTR.source]: delegated ? 'delegated' : state.review === undefined ? 'typed' : 'review' },
  });
};

/** An answer as a response item, an event (agent_message), a completed item, or the last words of a turn. */
export const answer = (
  state: RolloutState,
  record: RolloutRecord,
  { parts, from }: { readonly parts: readonly string[]; readonly from: string },
): string | undefined => {
  const whole = parts.join('');
  if (whole.trim() === '') return 'empty';
  if (state.twins.repeats('answer', whole, from)) return 'repeats an answer';
  state.head.lastAnswer = whole;
  emit(state, record, {
    type: { type: 'AgentMessage' },
    blocks: [{ type: 'Text', text: whole }],
    attributes: { [ATTR.model]: state.model },
  });
  return undefined;
};

/** A message that is no user's: the agent's, or instructions of Codex (developer, system). */
export const messageItem = (state: RolloutState, record: RolloutRecord): string | undefined => {
  const role = field(record.payload, 'role');
  if (role === 'user') return userItem(state, record);
  if (role === 'assistant') return answer(state, record, { parts: textParts(record.payload), from: 'response' });
  return INJECTED;
};

/** Thoughts, section by section: response items and events repeat each other. Most are encrypted and hold no text. */
export const thoughts = (
  state: RolloutState,
  record: RolloutRecord,
  { sections, from }: { readonly sections: readonly string[]; readonly from: string },
): string | undefined => {
  const texts = sections.filter((text) => text.trim() !== '');
  if (texts.length === 0) return 'thoughts without text';
  const fresh = texts.filter((text) => !state.twins.repeats('thought', text, from));
  if (fresh.length === 0) return 'repeats thoughts';
  emit(state, record, { type: { type: 'Thinking' }, blocks: fresh.map((text) => ({ type: 'Text', text })) });
  return undefined;
};

export const sectionsOf = (list: unknown): readonly string[] =>
  asArray(list).flatMap((part) => asString(part) ?? asString(field(part, 'text')) ?? []);

/** Text of an error, in its forms: `message`, `error.message`. */
export const errorText = (payload: unknown): string =>
  asString(field(payload, 'message')) ?? asString(at(payload, 'error', 'message')) ?? '';
