import { asArray, asString, field, isObject } from '../../domain/json.ts';
import { type MappedRecord, unknown } from './record-fate.ts';

/**
 * Kind of the first block of a message that its reader does not know: an agent that names its calls anew would else
 * lose them without a word, in records that count as understood. Without a type a text is known, and else the kind is empty.
 */
export const foreignKind = (content: unknown, isKnown: (kind: string) => boolean): string | undefined => {
  // one block where a list is expected is read by nobody
  if (isObject(content)) return asString(field(content, 'type')) ?? '';
  for (const block of asArray(content)) {
    const kind = asString(field(block, 'type'));
    if (kind === undefined ? isNameless(block) : !isKnown(kind)) return kind ?? '';
  }
  return undefined;
};

const isNameless = (block: unknown): boolean => isObject(block) && asString(field(block, 'text')) === undefined;

/** Type of such a record in the tally. */
export const foreignType = (kind: string): string => `content/${kind}`;

/** A record that holds such a block is not understood; what is known of it stays. */
export const withForeign = (mapped: MappedRecord, kind: string | undefined): MappedRecord =>
  kind === undefined ? mapped : unknown(foreignType(kind), mapped.events);
