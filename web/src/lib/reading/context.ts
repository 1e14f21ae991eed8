import { createContext } from 'svelte';

import type { Reading } from './reading.svelte';

const [getReading, setReading] = createContext<Reading>();
export { getReading, setReading };
