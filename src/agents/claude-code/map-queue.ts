import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { blockText } from './blocks.ts';
import type { Queued } from './prompt-queue.ts';
import { UNDERSTOOD, type At, type Fate, type OutEvent } from './record.ts';
import { isSlashCommand, readUserText } from './user-text.ts';

export const mapQueueOperation = (at: At): Fate => {
  const operation = asText(field(at.record, 'operation')) ?? '';
  const type = `queue-operation/${operation}`;
  const { queue } = at.state;
  if (operation === 'enqueue') return enqueue(at);
  if (operation === 'remove') {
    const queued = queue.remove();
    if (queued === undefined) return { type, reason: 'bookkeeping of the queue' };
    at.out.push(queuedPrompt({ ...queued, id: at.id, time: at.time, origin: at.origin }));
    return UNDERSTOOD;
  }
  if (operation === 'dequeue') queue.dequeue();
  else if (operation === 'popAll') queue.clear();
  else return { type };
  return { type, reason: 'bookkeeping of the queue' };
};

const enqueue = (at: At): Fate => {
  const content = field(at.record, 'content');
  const given =
    asString(content) ??
    asArray(content)
      .flatMap((block) => blockText(block) ?? [])
      .join('\n');
  const type = 'queue-operation/enqueue';
  const { kind, text } = readUserText(given);
  // a notification comes back as it was
  const isPrompt = kind === 'prompt' && !isSlashCommand(text);
  if (text !== '' && kind !== 'nothing') {
    const { id, time, origin } = at;
    const queued = { text: (isPrompt ? text : given).trim(), isPrompt, id, time, origin };
    if (!at.state.queue.enqueue(queued)) return { type };
  }
  return { type, reason: 'stands again where the agent gets it' };
};

/** A prompt that stands nowhere but in the queue. */
export const queuedPrompt = ({ text, id, time, origin }: Queued): OutEvent => ({
  event_id: id,
  timestamp: time,
  event_type: { type: 'UserMessage' },
  content: { blocks: textBlocks(text) },
  attributes: { [ATTR.rawType]: 'queue-operation', [ATTR.source]: 'queued' },
  origin,
});
