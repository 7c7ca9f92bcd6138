import type { CheckTool } from '../tool.ts';
import { GO_TOOLS } from './go.ts';
import { INFRASTRUCTURE_TOOLS } from './infrastructure.ts';
import { JAVASCRIPT_BUILD_TOOLS } from './javascript-builds.ts';
import { JAVASCRIPT_TEST_TOOLS } from './javascript-tests.ts';
import { JAVASCRIPT_TOOLS } from './javascript.ts';
import { LANGUAGE_TOOLS } from './languages.ts';
import { NATIVE_TOOLS } from './native.ts';
import { PHP_TOOLS } from './php.ts';
import { PYTHON_TEST_TOOLS } from './python-tests.ts';
import { PYTHON_TOOLS } from './python.ts';
import { RUST_TOOLS } from './rust.ts';
import { SCRIPTING_TOOLS } from './scripting.ts';

/** Every check that is known by its program. For one program the first that fits counts. */
export const CHECK_TOOLS: readonly CheckTool[] = [
  ...JAVASCRIPT_TEST_TOOLS,
  ...JAVASCRIPT_TOOLS,
  ...JAVASCRIPT_BUILD_TOOLS,
  ...PYTHON_TEST_TOOLS,
  ...PYTHON_TOOLS,
  ...RUST_TOOLS,
  ...GO_TOOLS,
  ...NATIVE_TOOLS,
  ...SCRIPTING_TOOLS,
  ...PHP_TOOLS,
  ...LANGUAGE_TOOLS,
  ...INFRASTRUCTURE_TOOLS,
];
