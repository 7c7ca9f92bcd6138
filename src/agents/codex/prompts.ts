import { asArray, asString, at, field } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';

/** What a user message of the model's input holds. */
export interface UserText {
  /** What is left when everything that Codex put in was taken out. */
  readonly text: string;
  readonly images: readonly Block[];
  /** Nothing in it is of a person. */
  readonly scaffold: boolean;
  /** The log says itself that a person wrote it (0.145 and later). */
  readonly proven: boolean;
  /** Working directory that the environment context names: early logs have it nowhere else. */
  readonly cwd: string | undefined;
}

/** Tags around text that Codex puts into the model's input as a user's. */
const TAGS = [
  'environment_context',
  'user_instructions',
  'instructions',
  'permissions instructions',
  'collaboration_mode',
  'multi_agent_mode',
  'model_switch',
  'personality_spec',
  'realtime_conversation',
  'turn_aborted',
  'skill',
  'skills_instructions',
  'apps_instructions',
  'plugins_instructions',
  'subagent_notification',
  'user_action',
  'user_shell_command',
  'hook_prompt',
  'goal_context',
  'codex_internal_context',
  'context_window_guidance',
  'token_budget',
];

/** Whether a text is context that Codex put in, not a prompt. */
export const isScaffold = (text: string): boolean => {
  const start = text.trimStart();
  if (start.startsWith('<')) {
    const lower = start.slice(0, 64).toLowerCase();
    return TAGS.some(
      (tag) => lower.startsWith(`<${tag}>`) || lower.startsWith(`<${tag} `) || lower.startsWith(`<${tag}\n`),
    );
  }
  return (
    (start.startsWith('# AGENTS.md instructions') && start.includes('<INSTRUCTIONS>')) ||
    start.startsWith('Warning: apply_patch was requested via ')
  );
};

/** Editors put what is open before the prompt, under this heading (Codex for VS Code, Codex Desktop). */
const REQUEST = '## My request for Codex:';

/** The prompt without what an editor put before it. */
export const stripEditorContext = (text: string): string => {
  const start = text.trimStart();
  if (!start.startsWith('# Context from my IDE setup:') && !start.startsWith('# Files mentioned by the user'))
    return text;
  const request = start.indexOf(REQUEST);
  return request === -1 ? text : start.slice(request + REQUEST.length).trim();
};

/** Reads the content of a user message: parts of text and images, and what the log says of each. */
export const readUserContent = (payload: unknown): UserText => {
  const kinds = asArray(at(payload, 'internal_chat_message_metadata_passthrough', 'content_item_kinds'));
  const texts: string[] = [];
  const images: Block[] = [];
  let proven = false;
  let cwd: string | undefined;
  for (const [index, part] of contentParts(payload).entries()) {
    const image = imageOf(part);
    if (image !== undefined) images.push(image);
    const text = asString(field(part, 'text')) ?? '';
    const kind = asString(kinds[index]);
    const human = kind?.startsWith('user.') === true;
    proven ||= human;
    if (!human) cwd ??= cwdIn(text);
    if (text.trim() === '' || isImageFrame(text) || (!human && (isScaffold(text) || isHarness(kind)))) continue;
    texts.push(stripEditorContext(text));
  }
  return { text: texts.join('\n'), images, scaffold: texts.length === 0 && images.length === 0, proven, cwd };
};

const cwdIn = (text: string): string | undefined => {
  if (!text.trimStart().startsWith('<environment_context>')) return undefined;
  const found = /<cwd>([^<\n]{1,4096})<\/cwd>|^\s*Current working directory: (.{1,4096})$/m.exec(text.slice(0, 16_384));
  return found?.[1] ?? found?.[2];
};

/** Kinds of parts (0.145 and later): `user.text`, else the part of Codex that made it; `unknown` tells nothing. */
const isHarness = (kind: string | undefined): boolean => kind !== undefined && kind !== 'unknown';

const contentParts = (payload: unknown): readonly unknown[] => {
  const content = field(payload, 'content');
  return typeof content === 'string' ? [{ text: content }] : asArray(content);
};

/** `<image name=[Image #1]>` and `</image>` stand around an image. */
const isImageFrame = (text: string): boolean => text.length < 120 && /^\s*<\/?image(?: [^>]*)?>\s*$/.test(text);

/** An image part; a data URL is not carried along, the log keeps it. */
export const imageOf = (part: unknown): Block | undefined => {
  const url = asString(field(part, 'image_url'));
  if (url === undefined) return undefined;
  if (!url.startsWith('data:')) return { type: 'Image', url, mime: 'image/*' };
  const mime = /^data:([\w.+-]{1,40}\/[\w.+-]{1,60})[;,]/.exec(url.slice(0, 120))?.[1] ?? 'application/octet-stream';
  return { type: 'Image', url: '', alt: `${Math.floor((url.length * 3) / 4)} bytes in the log`, mime };
};

/** Text of an assistant's message, part by part. */
export const textParts = (payload: unknown): readonly string[] =>
  contentParts(payload).flatMap((part) => asString(field(part, 'text')) ?? []);
