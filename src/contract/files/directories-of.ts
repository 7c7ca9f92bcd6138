const MAX_DEPTH = 64;

/** The path itself and the directories above it, the nearest first. */
export function* directoriesOf(path: string): Generator<string> {
  let end = path.length;
  for (let depth = 0; end > 0 && depth < MAX_DEPTH; depth++) {
    yield path.slice(0, end);
    end = path.lastIndexOf('/', end - 1);
  }
}
