// Loaded before a measured program: writes its peak resident memory (KiB) to descriptor 3 when it ends.
import { writeSync } from 'node:fs';

process.on('exit', () => {
  try {
    writeSync(3, String(process.resourceUsage().maxRSS));
  } catch {
    // not run by the bench
  }
});
