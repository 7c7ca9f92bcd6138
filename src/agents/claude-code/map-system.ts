import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asText, at as path, field } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { emit, UNDERSTOOD, type At, type Fate } from './record.ts';
import { IGNORED_PROGRESS, IGNORED_SYSTEM, NOTICES } from './record-kinds.ts';

export const mapSystem = (at: At): Fate => {
  const subtype = asText(field(at.record, 'subtype')) ?? '';
  if (subtype === 'compact_boundary' || subtype === 'microcompact_boundary') return mapCompaction(at, subtype);
  if (NOTICES.has(subtype) || subtype === '') return mapNotice(at, subtype);
  const reason = IGNORED_SYSTEM.get(subtype);
  return { type: `system/${subtype}`, ...(reason === undefined ? {} : { reason }) };
};

const mapCompaction = (at: At, subtype: string): Fate => {
  const metadata = field(at.record, 'compactMetadata') ?? field(at.record, 'microcompactMetadata');
  emit(
    at,
    { type: 'Custom', data: { kind: CUSTOM.compaction } },
    { attributes: { [ATTR.rawType]: `system/${subtype}`, [ATTR.reason]: asText(field(metadata, 'trigger')) } },
  );
  return UNDERSTOOD;
};

const mapNotice = (at: At, subtype: string): Fate => {
  const text = asText(field(at.record, 'content')) ?? asText(path(at.record, 'error', 'message'));
  const type = `system/${subtype}`;
  if (text === undefined) return { type, reason: 'notice without text' };
  const attributes = { [ATTR.rawType]: type, [ATTR.source]: 'injected' };
  emit(at, { type: 'SystemMessage' }, { blocks: textBlocks(text), attributes });
  return UNDERSTOOD;
};

export const mapProgress = (at: At): Fate => {
  const kind = asText(path(at.record, 'data', 'type')) ?? '';
  const reason = IGNORED_PROGRESS.get(kind);
  return { type: `progress/${kind}`, ...(reason === undefined ? {} : { reason }) };
};
