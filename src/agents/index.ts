/** All agents whose logs are read. A new one is one file or folder here and one line below. */
import type { Agent } from './agent.ts';
import { claudeCode } from './claude-code/claude-code.ts';
import { codex } from './codex/codex.ts';
import { gemini } from './gemini/gemini.ts';
import { opencode } from './opencode/opencode.ts';

export const agents: readonly Agent[] = [claudeCode, codex, gemini, opencode];
