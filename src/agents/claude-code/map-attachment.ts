import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asText, at as within, field } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { blockText, otherBlock } from './blocks.ts';
import { emit, UNDERSTOOD, type At, type Fate } from './record.ts';
import { IGNORED_ATTACHMENTS } from './record-kinds.ts';
import { readUserText } from './user-text.ts';

/** What the client put beside a message. Only a queued prompt is a person's. */
export const mapAttachment = (at: At): Fate => {
  const kind = asText(within(at.record, 'attachment', 'type')) ?? '';
  if (kind === 'queued_command') return mapQueued(at);
  if (kind === 'edited_text_file' || kind === 'edited_image_file') return mapChanged(at, kind);
  const reason = IGNORED_ATTACHMENTS.get(kind);
  return { type: `attachment/${kind}`, ...(reason === undefined ? {} : { reason }) };
};

/** The client saw that a file which the agent knows was changed: by a person, a hook, or a command of the agent. */
const mapChanged = (at: At, kind: string): Fate => {
  const path = asText(within(at.record, 'attachment', 'filename'));
  if (path === undefined) return { type: `attachment/${kind}`, reason: 'names no file' };
  const attributes = { [ATTR.rawType]: `attachment/${kind}`, [ATTR.filePath]: path };
  emit(at, { type: 'Custom', data: { kind: CUSTOM.changedOutside } }, { attributes });
  return UNDERSTOOD;
};

const mapQueued = (at: At): Fate => {
  const attachment = field(at.record, 'attachment');
  const given = field(attachment, 'prompt');
  const content = typeof given === 'string' ? [given] : asArray(given);
  const texts = content.flatMap((block) => blockText(block) ?? []);
  const whole = texts.join('\n');
  const read = readUserText(whole);
  const origin = asText(within(attachment, 'origin', 'kind'));
  const isPrompt =
    (read.kind === 'prompt' || texts.length < content.length) &&
    field(attachment, 'isMeta') !== true &&
    (origin === undefined || origin === 'human') &&
    field(attachment, 'commandMode') !== 'task-notification' &&
    at.lane.task === null &&
    at.lane.delegated !== true;
  const twice = at.state.queue.arrived(whole, 'attachment') || wasUserRecord(at, field(attachment, 'source_uuid'));
  if (twice) return { type: 'attachment/queued_command', reason: 'was read from the queue' };
  const images = content.flatMap((block): Block[] => (blockText(block) === undefined ? [otherBlock(block)] : []));
  emit(
    at,
    { type: isPrompt ? 'UserMessage' : 'SystemMessage' },
    {
      blocks: [...textBlocks(isPrompt ? read.text : whole), ...images],
      attributes: {
        [ATTR.rawType]: 'attachment/queued_command',
        [ATTR.source]: isPrompt ? 'queued' : 'injected',
      },
    },
  );
  return UNDERSTOOD;
};

const wasUserRecord = (at: At, uuid: unknown): boolean =>
  typeof uuid === 'string' && at.state.prompts.get(uuid) === true;
