import { ATTR } from '../../domain/event-attributes.ts';
import { textBlocks } from '../reading/build-event.ts';
import { ignored, type MappedRecord, understood } from '../reading/record-fate.ts';
import type { Here } from './chat.ts';
import { editBlocks, heldBlocks } from './edit-blocks.ts';
import type { Entry } from './entries.ts';

/** The events of a model's answer, which may begin with its thoughts between tags. */
export const answerEvents = (entry: Entry, here: Here): MappedRecord => {
  const { chat, record } = here;
  const { thoughts, answer } = withoutThoughts(entry.text);
  if (chat.answered) {
    chat.blocks = [];
    chat.failed.clear();
  }
  chat.answered = false;
  chat.blocks = heldBlocks([...chat.blocks, ...editBlocks(answer, chat.edit_format)]);
  const said = [
    { type: 'Thinking', text: thoughts },
    { type: 'AgentMessage', text: answer },
  ] as const;
  const events = said
    .filter(({ text }) => text.trim() !== '')
    .map(({ type, text }) => {
      const attributes = { [ATTR.rawType]: 'answer', [ATTR.model]: chat.model };
      return record.event({ type: { type }, blocks: textBlocks(text.trim()), attributes });
    });
  return events.length === 0 ? ignored('answer', 'empty') : understood(events);
};

/** `<thinking-content-…>` is Aider's own tag; `<think>` is what some models write. */
const TAG = /^<(think|thinking|thinking-content-[0-9a-f]{8,64})>/;

const withoutThoughts = (text: string): { readonly thoughts: string; readonly answer: string } => {
  const tag = TAG.exec(text.trimStart());
  if (tag === null) return { thoughts: '', answer: text };
  const start = text.indexOf(tag[0]) + tag[0].length;
  const end = text.indexOf(`</${tag[1]}>`, start);
  if (end === -1) return { thoughts: text.slice(start), answer: '' };
  return { thoughts: text.slice(start, end), answer: text.slice(end + tag[0].length + 1) };
};
