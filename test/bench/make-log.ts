/**
 * Large logs in the shape of real ones: the records of a recorded session again and again, with ids of their own and
 * with answers and outputs as long as they are in practice.
 *
 * The shape is that of public recorded sessions: nine of Claude Code (2.0.64 to 2.1.178, 54 to 1,766 lines, images left
 * out) and three of Codex (0.118 and 0.144). Their lines measure, in bytes: half of them below 600 to 1,400 (Claude
 * Code) or 400 to 700 (Codex), nine of ten below 2,900 to 10,300 or 2,300 to 5,200, 99 of 100 below 9,500 to 84,000 or
 * 11,000 to 24,000; the longest text lines have 65,000 to 100,000. Most of a log is outputs of tools and files that
 * were read. A fifth of the lines hold some character beyond ASCII, and these lines make up about a third of the bytes;
 * 20 to 40 of 1,000 bytes are backslashes.
 */
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const RECORDED = join(import.meta.dirname, '../fixtures/recorded');

interface Recording {
  readonly folder: string;
  /** Whether a line holds an answer or an output. What a person said stays as it is. */
  readonly hasBody: (line: string) => boolean;
}

const CLAUDE: Recording = {
  folder: 'claude-code/unresolved/home/.claude/projects/-home-dev-repo',
  hasBody: (line) => line.includes('"role":"assistant"') || line.includes('"type":"tool_result"'),
};

const CODEX: Recording = {
  folder: 'codex/unresolved/home/.codex/sessions/2026/11/22',
  hasBody: (line) => !/"role":"(?:user|developer)"|"type":"UserMessage"/.test(line),
};

const GEMINI: Recording = {
  folder: 'gemini/unresolved/home/.gemini/tmp/repo/chats',
  hasBody: (line) => line.includes('"type":"gemini"'),
};

const COPILOT: Recording = {
  folder: 'copilot/unresolved/home/.copilot/session-state/371eba7f-d1f0-4cc2-b28f-74f8550c6e2c',
  hasBody: (line) => /"type":"(?:assistant\.message|tool\.execution_complete)"/.test(line),
};

const QWEN: Recording = {
  folder: 'qwen/unresolved/home/.qwen/projects/-home-dev-repo/chats',
  hasBody: (line) => /"type":"(?:assistant|tool_result)"/.test(line),
};

/** Writes at least `bytes` bytes of a Claude Code log and returns the number written. */
export const makeClaudeLog = (path: string, bytes: number, cwd: string): number =>
  repeat(path, bytes, variantsOf(CLAUDE, cwd));

/** The same for Codex. */
export const makeCodexLog = (path: string, bytes: number, cwd: string): number =>
  repeat(path, bytes, variantsOf(CODEX, cwd));

/** The recorded lines with so many different lengths of their bodies. */
export const VARIANTS = 64;

/** And for Gemini CLI's replay logs. */
export const makeGeminiLog = (path: string, bytes: number, cwd: string): number =>
  repeat(path, bytes, variantsOf(GEMINI, cwd));

/** And for Copilot CLI. */
export const makeCopilotLog = (path: string, bytes: number, cwd: string): number =>
  repeat(path, bytes, variantsOf(COPILOT, cwd));

/** And for Qwen Code. */
export const makeQwenLog = (path: string, bytes: number, cwd: string): number =>
  repeat(path, bytes, variantsOf(QWEN, cwd));

const variantsOf = ({ folder, hasBody }: Recording, cwd: string): string[][] => {
  const dir = join(RECORDED, folder);
  const name = readdirSync(dir).find((one) => one.endsWith('.jsonl')) ?? '';
  const text = readFileSync(join(dir, name), 'utf8').replaceAll('/home/dev/repo', cwd);
  const lines = text.split('\n').filter((line) => line !== '');
  return Array.from({ length: VARIANTS }, (_, variant) =>
    lines.map((line) => (hasBody(line) ? withBodies(line, variant) : line)),
  );
};

const OUTPUTS: ReadonlySet<string> = new Set(['content', 'stdout', 'output', 'aggregated_output', 'originalFile']);
const ANSWERS: ReadonlySet<string> = new Set(['text', 'last_agent_message']);
/** Answers are so many times shorter than outputs. */
const SHORTER = 3;

/** The same text gets the same length wherever it stands: logs tell many things twice. */
export const withBodies = (line: string, variant: number): string =>
  JSON.stringify(
    JSON.parse(line, (key, value: unknown) => {
      if (typeof value !== 'string' || (!OUTPUTS.has(key) && !ANSWERS.has(key))) return value;
      const chance = chanceOf(`${variant} ${value}`);
      const length = Math.round(lengthAt(chance) / (ANSWERS.has(key) ? SHORTER : 1));
      return `${value}\n${filler(length, chance)}`;
    }),
  );

/** What a body is lengthened by: the share of bodies below, and bytes. */
const LENGTHS = [
  [0, 200],
  [0.5, 1400],
  [0.75, 4500],
  [0.9, 11_000],
  [0.98, 36_000],
  [1, 100_000],
] as const;

const lengthAt = (chance: number): number => {
  const next = Math.max(
    1,
    LENGTHS.findIndex(([share]) => share > chance),
  );
  const [[from, low], [to, high]] = [LENGTHS[next - 1] ?? LENGTHS[0], LENGTHS[next] ?? LENGTHS[1]];
  return low * (high / low) ** ((chance - from) / (to - from));
};

/** A number from 0 to 1 that looks like chance and is the same each time: FNV-1a, mixed. */
const chanceOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
};

const PLAIN = [
  "import { readFileSync } from 'node:fs';",
  'export const total = (rows) => rows.reduce((sum, row) => sum + row.amount, 0);',
  '  if (options.strict && !value) throw new TypeError(`expected a value, found "${value}"`);',
  '\treturn lines.filter((line) => line !== "").map((line) => JSON.parse(line));',
  'src/report/format.js:42:17: warning: unused variable "width" (no-unused-vars)',
  '-rw-r--r-- 1 dev dev  8214 Nov 22 10:02 format.test.js',
  '',
  'The table is now built in one pass; widths come from the longest cell of each column.',
].join('\n');
const MARKED = `${PLAIN}\n✔ builds the table (2.318ms)\n✖ keeps an empty cell (0.871ms) → expected “a” — found nothing\n`;

/** Of three bodies one has characters beyond ASCII. */
const filler = (length: number, chance: number): string => {
  const piece = Math.floor(chance * 1e6) % 3 === 0 ? MARKED : `${PLAIN}\n`;
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
};

/** Ids differ from one repetition to the next, or they would count as copied history. */
const repeat = (path: string, bytes: number, variants: readonly (readonly string[])[]): number => {
  const handle = openSync(path, 'w');
  let written = 0;
  try {
    for (let turn = 0; written < bytes; turn++) {
      const lines = variants[turn % VARIANTS] ?? [];
      const mark = turn.toString(16).padStart(6, '0');
      // the first line may be a header, which stands once
      const part = turn === 0 ? lines : lines.slice(1).map((line) => renamed(line, mark));
      written += writeSync(handle, `${part.join('\n')}\n`);
    }
  } finally {
    closeSync(handle);
  }
  return written;
};

const ID_KEYS =
  /"(uuid|parentUuid|id|parentId|toolCallId|callId|messageId|call_id|tool_use_id|requestId|turn_id|promptId|sourceToolAssistantUUID|response_id)":"([^"]{6})/g;

const renamed = (line: string, mark: string): string =>
  line.replaceAll(ID_KEYS, (_, key: string) => `"${key}":"${mark}`);
