/** Kept equal to package.json's by test/architecture.test.ts: importing a JSON file would cost every start a read. */
export const VERSION = '0.1.0';
