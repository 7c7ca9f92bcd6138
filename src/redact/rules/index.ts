/** This tool's own redaction rules, in the order in which they name a place that several of them find. */
import type { RedactionRule } from '../rule.ts';
import { assignedSecret } from './assigned-secret.ts';
import { authorizationHeader } from './authorization-header.ts';
import { gluedToken } from './glued-token.ts';
import { homeDirectory } from './home-directory.ts';
import { privateKeyBlock } from './private-key-block.ts';
import { urlPassword } from './url-password.ts';

export const REDACTION_RULES: readonly RedactionRule[] = [
  privateKeyBlock,
  gluedToken,
  urlPassword,
  authorizationHeader,
  assignedSecret,
  homeDirectory,
];
