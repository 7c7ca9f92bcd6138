import type { CheckTool } from '../tool.ts';
import { JAVASCRIPT_TEST_TOOLS } from './javascript-tests.ts';
import { JAVASCRIPT_TOOLS } from './javascript.ts';
import { NATIVE_TOOLS } from './native.ts';
import { OTHER_TOOLS } from './other.ts';
import { PYTHON_TOOLS } from './python.ts';

/** Every check that is known by its program. For one program the first that fits counts. */
export const CHECK_TOOLS: readonly CheckTool[] = [
  ...JAVASCRIPT_TEST_TOOLS,
  ...JAVASCRIPT_TOOLS,
  ...PYTHON_TOOLS,
  ...NATIVE_TOOLS,
  ...OTHER_TOOLS,
];
