import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { ignored, type MappedRecord, understood } from '../reading/record-fate.ts';
import { appliedEvent, partlyApplied, undoneEvents } from './applied-edit.ts';
import type { Here } from './chat.ts';
import { tokenEvent } from './tokens.ts';
import { addedFile, testResult } from './user-events.ts';

/** The events of a line that Aider wrote; undefined for a line that is none of those that it always writes alike. */
export const toolLine = (text: string, here: Here): MappedRecord | undefined => {
  if (text.length > 4000) return undefined;
  for (const [pattern, map] of LINES) {
    const found = pattern.exec(text);
    if (found !== null) return map(found, here);
  }
  return undefined;
};

type ToMapped = (found: RegExpExecArray, here: Here) => MappedRecord | undefined;

const banner: ToMapped = () => ignored('tool/banner', 'a setting of the program');

const applied: ToMapped = (found, here) => {
  here.chat.answered = true;
  return understood([appliedEvent(found[1] ?? '', here)]);
};

const commit: ToMapped = (found, { chat, record }) => {
  const hash = found[1] ?? '';
  chat.commits.set(hash, chat.applied);
  chat.applied = [];
  const attributes = { [ATTR.rawType]: 'tool/Commit', [ATTR.commit]: hash };
  const type = { type: 'Custom', data: { kind: 'commit' } } as const;
  return understood([record.event({ type, blocks: textBlocks(found[2]), attributes })]);
};

const model: ToMapped = (found, { chat }) => {
  chat.model = found[1];
  chat.edit_format = found[2];
  return understood([]);
};

const version: ToMapped = (found, { chat }) => {
  chat.version = found[1];
  return understood([]);
};

/** In architect mode the answers of this model hold the edits. */
const editor: ToMapped = (found, { chat }) => {
  chat.edit_format = found[2];
  return understood([]);
};

const directory: ToMapped = (found, { chat }) => {
  chat.cwd ??= found[1];
  return understood([]);
};

const running: ToMapped = (found, { record }) => {
  const command = found[1] ?? '';
  const attributes = { [ATTR.rawType]: 'tool/Running', [ATTR.toolKind]: 'shell' };
  const blocks = [{ type: 'Code', code: command, language: 'bash' }] as const;
  return understood([record.event({ type: { type: 'ShellCommand', data: { command } }, blocks, attributes })]);
};

/** `Create new file? (Y)es/(N)o [Yes]: y`; its file is the line above. */
const asked: ToMapped = (found, { chat }) => {
  const isYes = /^[ya]/i.test(found[2] ?? '');
  if (isYes && found[1] === 'Create new file?' && chat.allowed.size < 1000) chat.allowed.add(chat.last_line);
  return ignored('tool/question', 'a question of the program, and its answer');
};

const failure: ToMapped = (found, { chat }) => {
  if (chat.failed.size < 1000) chat.failed.add(found[1] ?? '');
  return undefined; // the report goes on
};

const othersApplied: ToMapped = (_found, here) => {
  const events = partlyApplied(here.chat.failed, here);
  for (const { path } of here.chat.blocks) here.chat.uncertain.add(path);
  return understood(events);
};

const aborted: ToMapped = (_found, { chat, record }) => {
  chat.test = undefined;
  const attributes = { [ATTR.rawType]: 'tool/KeyboardInterrupt', [ATTR.reason]: 'interrupted by the person' };
  return understood([record.event({ type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } }, attributes })]);
};

const tokens: ToMapped = (found, here) => {
  here.chat.answered = true;
  return understood([tokenEvent(found, here)]);
};

const events = (made: readonly Event[], otherwise: string): MappedRecord =>
  made.length > 0 ? understood(made) : ignored('tool/notice', otherwise);

/** Lines of Aider 0.30 to 0.86, in the order in which they are tried. */
const LINES: readonly (readonly [RegExp, ToMapped])[] = [
  [/^Applied edit to (.+)$/, applied],
  [/^Commit ([0-9a-f]{7,40})(?: (.*))?$/, commit],
  [
    /^Tokens: ([\d.,]+[kM]?) sent(?:, ([\d.,]+[kM]?) cache write)?(?:, ([\d.,]+[kM]?) cache hit)?, ([\d.,]+[kM]?) received/,
    tokens,
  ],
  [/^Cost: \$/, () => ignored('tool/cost', 'what an answer cost')],
  [/^Running (\S.*)$/, running],
  [
    /^Added (?:\d{1,9}) lines? of output to the chat\.$/,
    (_found, here) => events(testResult(true, here), 'output of a command was told to the model'),
  ],
  [
    /^Added (.+?) to (?:the chat|read-only files)(?: \(read-only\))?\.?$/,
    (found, here) => understood([addedFile(found[1] ?? '', here)]),
  ],
  [/^(.{1,1500}\?) \(Y\)es\/\(N\)o.{0,100}\]: ?(\S{0,20})$/, asked],
  [/^(?:Main model|Models?): (\S+?),?(?: with (\S+) edit format.*)?$/, model],
  [/^Aider v(\S+)$/i, version],
  [/^Editor model: (\S+) with (\S+) edit format/, editor],
  [/^(?:Editor model|Weak model|Git repo|Repo-map|Multiline mode): /, banner],
  [/^(?:Restored previous conversation history\.|Use \/help\b.*|https?:\/\/\S+|You can use \/undo\b.*)$/, banner],
  [/^(?:\S*[\\/])?aider(?:\.exe|\.py)?(?: .*)?$/, () => ignored('tool/command line', 'how the program was started')],
  [/^Git working dir: (.+)$/, directory],
  [/^Cur working dir: /, banner],
  [
    /^Removed: ([0-9a-f]{7,40})\b/,
    (found, here) => events(undoneEvents(found[1] ?? '', here), 'a commit was taken back'),
  ],
  [/^## SearchReplaceNoExactMatch: This SEARCH block failed to exactly match lines in (.+)$/, failure],
  [/^# The other \d{1,9} SEARCH\/REPLACE blocks? were applied successfully\.$/, othersApplied],
  [/^\^C (?:KeyboardInterrupt|again to exit)$/, aborted],
  [/^$/, () => ignored('tool/empty', 'an empty line')],
];
