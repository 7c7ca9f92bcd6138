/** Texts in user messages that no person wrote. */
type Injected = 'context' | 'compaction' | undefined;

/**
 * What a user message's text is, when the agent made it: the context of the workspace at the start of a session
 * (`<session_context>`, 0.4x and later; the plain sentence before), a hook's context, or the summary that replaces
 * compressed history.
 */
export const injectedKind = (text: string): Injected => {
  const start = text.trimStart();
  if (start.startsWith('<state_snapshot>')) return 'compaction';
  return CONTEXT.some((opening) => start.startsWith(opening)) ? 'context' : undefined;
};

const CONTEXT = [
  '<session_context>',
  '<hook_context>',
  '<environment_context>',
  'This is the Gemini CLI. We are setting up the context for our chat.',
  'System: Please continue.',
];

/** The model's fixed answer to a summary of compressed history (0.1 and later). */
export const isSummaryEcho = (text: string): boolean => text.trim() === 'Got it. Thanks for the additional context!';

/** The workspace's first directory in a `<session_context>`. */
export const workspaceIn = (text: string): string | undefined =>
  /^- \*\*Workspace Directories:\*\*\n {2}- ([^\n]{1,4096})$/m.exec(text.slice(0, 20_000))?.[1]?.trim();

const REFERENCED = '--- Content from referenced files ---';

/** The texts that a person typed: what `@file` pulled into the message stands in parts after a fixed line. */
export const typedTexts = (texts: readonly string[]): readonly string[] => {
  const cut = texts.findIndex((text) => text.trim() === REFERENCED);
  return cut === -1 ? texts : texts.slice(0, cut);
};
