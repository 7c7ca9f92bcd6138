import { corpusSuite } from './corpus.ts';

await corpusSuite(3, 8);
