/** This tool's own redaction rules, in the order in which they name a place that several of them find. */
import type { RedactionRule } from '../rule.ts';
import { assignedSecret } from './assigned-secret.ts';
import { authorizationHeader } from './authorization-header.ts';
import { clusterSecret } from './cluster-secret.ts';
import { encodedLogin } from './encoded-login.ts';
import { rowSecret } from './row-secret.ts';
import { gluedToken } from './glued-token.ts';
import { columnSecret } from './column-secret.ts';
import { commandPassword } from './command-password.ts';
import { connectionPassword } from './connection-password.ts';
import { cookie } from './cookie.ts';
import { homeDirectory } from './home-directory.ts';
import { knownToken } from './known-token.ts';
import { labelledSecret } from './labelled-secret.ts';
import { loginCall } from './login-call.ts';
import { loginPair } from './login-pair.ts';
import { namedValue } from './named-value.ts';
import { netrcPassword } from './netrc-password.ts';
import { pathToken } from './path-token.ts';
import { passwordHash } from './password-hash.ts';
import { listedSecret } from './listed-secret.ts';
import { promptedPassword } from './prompted-password.ts';
import { opensslPassword } from './openssl-password.ts';
import { operandPassword } from './operand-password.ts';
import { pipedPassword } from './piped-password.ts';
import { privateKeyBlock } from './private-key-block.ts';
import { privateKeyTail } from './private-key-tail.ts';
import { querySecret } from './query-secret.ts';
import { saidSecret } from './said-secret.ts';
import { secretHeader } from './secret-header.ts';
import { sqlPassword } from './sql-password.ts';
import { twilioPair } from './twilio-pair.ts';
import { urlPassword } from './url-password.ts';
import { urlToken } from './url-token.ts';

export const REDACTION_RULES: readonly RedactionRule[] = [
  privateKeyBlock,
  privateKeyTail,
  gluedToken,
  knownToken,
  passwordHash,
  twilioPair,
  urlPassword,
  urlToken,
  pathToken,
  querySecret,
  connectionPassword,
  authorizationHeader,
  cookie,
  encodedLogin,
  commandPassword,
  operandPassword,
  pipedPassword,
  promptedPassword,
  opensslPassword,
  sqlPassword,
  netrcPassword,
  assignedSecret,
  namedValue,
  loginCall,
  labelledSecret,
  columnSecret,
  listedSecret,
  rowSecret,
  clusterSecret,
  saidSecret,
  loginPair,
  secretHeader,
  homeDirectory,
];
