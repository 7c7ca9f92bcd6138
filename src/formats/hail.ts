import { writeHail } from '../domain/hail/write.ts';
import type { Block, Event, Session } from '../domain/session.ts';
import { cut } from '../domain/text-limit.ts';
import type { Format } from './format.ts';

/** The reduced session as HAIL JSONL; an empty line between two sessions. */
export const hail: Format = {
  id: 'hail',
  description: 'the reduced session as HAIL JSONL, for another agent',
  render: async ({ sessions }) => {
    const reduced = sessions === undefined ? [] : await sessions();
    return reduced.map((session) => writeHail({ session: shortened(session) })).join('\n');
  },
};

const MAX_CHARACTERS = 300;

/** Cut here and not before, because redaction comes first. Counts are those of the whole texts. */
const shortened = (session: Session): Session => ({ ...session, events: session.events.map(shortEvent) });

const shortEvent = (event: Event): Event => ({ ...event, content: { blocks: event.content.blocks.map(shortBlock) } });

const shortBlock = (block: Block): Block => {
  if (block.type === 'Text') return { ...block, text: cut(block.text, MAX_CHARACTERS).text };
  return block.type === 'Code' ? { ...block, code: cut(block.code, MAX_CHARACTERS).text } : block;
};
