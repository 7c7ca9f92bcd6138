import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // clipanion's ESM build imports a directory (arcanis/clipanion#139); Node takes its CommonJS entry and is unharmed.
    server: { deps: { inline: ['clipanion'] } },
    testTimeout: 60_000,
    // by default one core is left out, which of two is half; most tests wait for a git
    maxWorkers: '100%',
  },
});
