import { asArray, asString, field } from '../../domain/json.ts';
import { type MappedRecord, unknown } from './record-fate.ts';

/**
 * Kind of the first block of a message that its reader does not know: an agent that names its calls anew would else
 * lose them without a word, in records that count as understood. What has no kind is text.
 */
export const foreignKind = (content: unknown, isKnown: (kind: string) => boolean): string | undefined => {
  for (const block of asArray(content)) {
    const kind = asString(field(block, 'type'));
    if (kind !== undefined && !isKnown(kind)) return kind;
  }
  return undefined;
};

/** Type of such a record in the tally. */
export const foreignType = (kind: string): string => `content/${kind}`;

/** A record that holds such a block is not understood; what is known of it stays. */
export const withForeign = (mapped: MappedRecord, kind: string | undefined): MappedRecord =>
  kind === undefined ? mapped : unknown(foreignType(kind), mapped.events);
