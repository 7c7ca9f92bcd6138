/** All agents whose logs are read. A new one is one file or folder here and one line below. */
import type { Agent } from './agent.ts';
import { aider } from './aider/aider.ts';
import { amp } from './amp/amp.ts';
import { claudeCode } from './claude-code/claude-code.ts';
import { cline } from './cline/cline.ts';
import { codex } from './codex/codex.ts';
import { copilot } from './copilot/copilot.ts';
import { cursor } from './cursor/cursor.ts';
import { gemini } from './gemini/gemini.ts';
import { goose } from './goose/goose.ts';
import { hail } from './hail/hail.ts';
import { opencode } from './opencode/opencode.ts';
import { pi } from './pi/pi.ts';
import { qwen } from './qwen/qwen.ts';

export const agents: readonly Agent[] = [
  claudeCode,
  codex,
  gemini,
  opencode,
  copilot,
  pi,
  qwen,
  cline,
  amp,
  cursor,
  goose,
  aider,
  hail,
];
