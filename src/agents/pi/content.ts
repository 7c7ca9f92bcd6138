import { asArray, asString, asText, field } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';

/** Text of a message's content: a string, or a list of blocks. */
export const textIn = (content: unknown): string =>
  asString(content) ??
  asArray(content)
    .flatMap((block) => (field(block, 'type') === 'text' ? (asString(field(block, 'text')) ?? []) : []))
    .join('\n');

/** Text and images of a content. Of an image only what it is: its bytes stay in the log. */
export const blocksIn = (content: unknown): readonly Block[] => [
  ...textBlocks(textIn(content)),
  ...asArray(content).flatMap((block): readonly Block[] =>
    field(block, 'type') === 'image'
      ? [{ type: 'Image', url: '', mime: asText(field(block, 'mimeType')) ?? 'image/*' }]
      : [],
  ),
];

const SKILL = /^<skill name="([^"\n]{1,200})" location="[^"\n]{1,4096}">\n/;

/** A prompt as typed: the text of a skill that `/skill:name` put before it is left out. */
export const typedIn = (text: string): string => {
  const name = SKILL.exec(text)?.[1];
  const end = name === undefined ? -1 : text.indexOf('\n</skill>');
  if (name === undefined || end === -1) return text;
  return `/skill:${name} ${text.slice(end + '\n</skill>'.length).trim()}`.trim();
};
